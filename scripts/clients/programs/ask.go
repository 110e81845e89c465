// Connects to each host and port of the JSON on standard input, trusting the roots in the file that is named, and says what
// crypto/tls said: a JSON array, "" where it accepted.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"runtime"
	"time"
)

type target struct {
	Host string
	Port int
}

func main() {
	fmt.Fprintln(os.Stderr, runtime.Version())
	pem, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	var targets []target
	if err := json.NewDecoder(os.Stdin).Decode(&targets); err != nil {
		panic(err)
	}
	answers := []string{}
	for _, each := range targets {
		dialer := &net.Dialer{Timeout: 20 * time.Second}
		connection, err := tls.DialWithDialer(dialer, "tcp", fmt.Sprintf("127.0.0.1:%d", each.Port), &tls.Config{RootCAs: roots, ServerName: each.Host})
		if err != nil {
			answers = append(answers, err.Error())
			continue
		}
		_ = connection.Close()
		answers = append(answers, "")
	}
	out, _ := json.Marshal(answers)
	fmt.Println(string(out))
}
