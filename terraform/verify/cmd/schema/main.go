// Command schema writes the schema of the provider, read from the npm package of its bindings, as JSON: of those resources
// and data sources that are named and that the provider has.
//
//	schema PACKAGE.tgz TYPE... >schema.json
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"kiln.dev/terraform/verify/manifest"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: schema PACKAGE.tgz TYPE... >schema.json")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "schema:", err)
		os.Exit(1)
	}
}

func write(archive string, names []string) error {
	wanted := map[string]bool{}
	for _, name := range names {
		wanted[name] = true
	}

	file, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	schema, err := manifest.Read(file, wanted)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(schema)
}
