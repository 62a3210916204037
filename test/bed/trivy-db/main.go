// Makes a vulnerability database in Trivy's own format from a JSON file, so that the real scanner can be tried without
// the public one.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// One value, and the names of the nested buckets and of the key that lead to it.
type entry struct {
	Path  []string        `json:"path"`
	Value json.RawMessage `json:"value"`
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: trivy-db ENTRIES.json FOLDER")
	}
	text, err := os.ReadFile(os.Args[1])
	check(err)
	var entries []entry
	check(json.Unmarshal(text, &entries))
	check(os.MkdirAll(os.Args[2], 0o755))
	db, err := bolt.Open(filepath.Join(os.Args[2], "trivy.db"), 0o600, nil)
	check(err)
	check(db.Update(func(tx *bolt.Tx) error {
		for _, one := range entries {
			last := len(one.Path) - 1
			bucket, err := tx.CreateBucketIfNotExists([]byte(one.Path[0]))
			for _, name := range one.Path[1:last] {
				if err == nil {
					bucket, err = bucket.CreateBucketIfNotExists([]byte(name))
				}
			}
			if err == nil {
				err = bucket.Put([]byte(one.Path[last]), one.Value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}))
	check(db.Close())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
