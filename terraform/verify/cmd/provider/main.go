// Command provider stands in for the AWS provider where that cannot be downloaded. It has its schema, read from
// schema.json beside it, and nothing else: it can be validated against and mocked, and refuses everything that would be done.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"

	"kiln.dev/terraform/verify/manifest"
	"kiln.dev/terraform/verify/stub"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "provider:", err)
		os.Exit(1)
	}
}

func serve() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(filepath.Dir(self), "schema.json"))
	if err != nil {
		return err
	}
	var schema manifest.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		return err
	}
	server, err := stub.New(schema)
	if err != nil {
		return err
	}
	address := schema.Host + "/" + schema.Namespace + "/" + schema.Name
	return tf5server.Serve(address, func() tfprotov5.ProviderServer { return server })
}
