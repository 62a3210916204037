// A service for tests of running containers: does what its variables say, and nothing else. It is the only file of its
// image, so there is no shell.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func env(name string) string { return os.Getenv(name) }

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// get ends with 0 when the address answers with 200.
func get(address string) {
	answer, err := http.Get(address)
	fail(err)
	if answer.StatusCode != 200 {
		fail(fmt.Errorf("%s: %s", address, answer.Status))
	}
	fmt.Println(address, "answered")
	os.Exit(0)
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "get" {
		get(os.Args[2])
	}
	if len(os.Args) > 2 && os.Args[1] == "exit" {
		fmt.Println("leaving with", os.Args[2])
		var code int
		fmt.Sscan(os.Args[2], &code)
		os.Exit(code)
	}
	if path := env("WRITE"); path != "" {
		fail(os.WriteFile(path, []byte("x"), 0o644))
	}
	if path := env("CHOWN"); path != "" {
		fail(os.Chown(path, 1, 1))
	}
	if path := env("LOCK"); path != "" {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o644)
		fail(err)
		file.Close()
	}
	if address := env("NEEDS"); address != "" {
		connection, err := net.DialTimeout("tcp", address, 3*time.Second)
		fail(err)
		connection.Close()
	}
	if address := env("TRIES"); address != "" {
		connection, err := net.DialTimeout("tcp", address, 500*time.Millisecond)
		if err == nil {
			connection.Close()
		}
	}
	if address := env("SENDS"); address != "" {
		target, err := net.ResolveUDPAddr("udp", address)
		fail(err)
		socket, err := net.ListenUDP("udp", nil)
		fail(err)
		socket.WriteTo([]byte("x"), target)
		socket.Close()
	}
	if size := env("EATS"); size != "" {
		var mebibytes int
		fmt.Sscan(size, &mebibytes)
		eaten := make([]byte, mebibytes<<20)
		for at := range eaten {
			eaten[at] = 1
		}
		defer fmt.Println(len(eaten))
	}
	if seconds := env("EXITS"); seconds != "" {
		go func() {
			time.Sleep(time.Second)
			fmt.Println("tired")
			os.Exit(3)
		}()
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	for _, address := range strings.Fields(env("LISTENS")) {
		_, err := net.Listen("tcp", address)
		fail(err)
	}
	http.HandleFunc("/health", func(answer http.ResponseWriter, _ *http.Request) {
		if env("SICK") != "" {
			answer.WriteHeader(503)
		}
	})
	go func() { fail(http.ListenAndServe(env("AT")+":8000", nil)) }()
	if env("QUIET") == "" {
		fmt.Println("listening")
	}
	for range signals {
		if env("STUBBORN") != "" {
			continue
		}
		if env("SLOW") != "" {
			time.Sleep(1500 * time.Millisecond)
		}
		if env("ANGRY") != "" {
			os.Exit(2)
		}
		os.Exit(0)
	}
}
