// Serves chains as they are given, whatever is wrong with them: a listener each on the loopback address. Reads JSON on standard
// input, writes the ports as a line of JSON, and ends with its standard input.
package main

import (
	"bufio"
	"crypto"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"
)

type chain struct {
	Key  []byte
	Sent [][]byte
}

func main() {
	reader := bufio.NewReader(os.Stdin)
	line, err := reader.ReadBytes('\n')
	if err != nil {
		panic(err)
	}
	var chains []chain
	if err := json.Unmarshal(line, &chains); err != nil {
		panic(err)
	}
	ports := []int{}
	for _, each := range chains {
		key, err := x509.ParsePKCS8PrivateKey(each.Key)
		if err != nil {
			panic(err)
		}
		certificate := tls.Certificate{Certificate: each.Sent, PrivateKey: key.(crypto.PrivateKey)}
		config := &tls.Config{SessionTicketsDisabled: true, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &certificate, nil }}
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
		go serve(listener, config)
	}
	out, _ := json.Marshal(ports)
	fmt.Println(string(out))
	_, _ = io.Copy(io.Discard, reader)
}

func serve(listener net.Listener, config *tls.Config) {
	for {
		raw, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer raw.Close()
			_ = raw.SetDeadline(time.Now().Add(60 * time.Second))
			connection := tls.Server(raw, config)
			request := bufio.NewReader(connection)
			for {
				line, err := request.ReadString('\n')
				if err != nil {
					return
				}
				if strings.TrimSpace(line) == "" {
					break
				}
			}
			_, _ = connection.Write([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"))
			_ = connection.Close()
		}()
	}
}
