package manifest

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// class is what the generated code says of one class.
type class struct {
	name   string
	extend string
	// resource is the Terraform type of a resource or data source, empty for parts of one.
	resource string
	fields   map[string]*field
}

type field struct {
	computed, optional, required bool
	kind                         string
	set                          bool
	// class of the elements, if they are objects
	class string
}

// unsaid is whether nothing says what kind it is.
func (f *field) unsaid() bool { return f.kind == "" }

var (
	classLine    = regexp.MustCompile(`^class (\w+) extends cdktn\.(\w+)`)
	resourceLine = regexp.MustCompile(`^\s*static tfResourceType = "(\w+)"`)
	factLine     = regexp.MustCompile(`^\s*// (\w+) - computed: (true|false), optional: (true|false), required: (true|false)`)
	objectLine   = regexp.MustCompile(`^\s*_?\w+ = new (?:\w+_\d+\.)?(\w+?)(List|Map|OutputReference)\(this, "(\w+)"(?:, (true|false))?\)`)
	mapLine      = regexp.MustCompile(`^\s*_?\w+ = new cdktn\.(\w+)\(this, "(\w+)"(?:, (true|false))?\)`)
	valueLine    = regexp.MustCompile(`^\s*return .*this\.(get\w+Attribute|interpolationForAttribute)\(['"](\w+)['"]\)`)
)

var kinds = map[string]string{
	"getStringAttribute":        "string",
	"getNumberAttribute":        "number",
	"getBooleanAttribute":       "bool",
	"getListAttribute":          "list of string",
	"getNumberListAttribute":    "list of number",
	"getStringMapAttribute":     "map of string",
	"getNumberMapAttribute":     "map of number",
	"getBooleanMapAttribute":    "map of bool",
	"getAnyMapAttribute":        "map of string",
	"interpolationForAttribute": "",
	"StringMap":                 "map of string",
	"NumberMap":                 "map of number",
	"BooleanMap":                "map of bool",
}

// readCode reads one file of generated code.
func readCode(from io.Reader) (map[string]*class, error) {
	classes := map[string]*class{}
	var current *class
	lines := bufio.NewScanner(from)
	lines.Buffer(make([]byte, 1<<20), 16<<20)
	for lines.Scan() {
		line := lines.Text()
		if found := classLine.FindStringSubmatch(line); found != nil {
			current = &class{name: found[1], extend: found[2], fields: map[string]*field{}}
			classes[current.name] = current
			continue
		}
		if current == nil {
			continue
		}
		if err := current.read(line); err != nil {
			return nil, err
		}
	}
	return classes, lines.Err()
}

func (c *class) read(line string) error {
	if found := resourceLine.FindStringSubmatch(line); found != nil {
		c.resource = found[1]
	} else if found := factLine.FindStringSubmatch(line); found != nil {
		c.fields[found[1]] = &field{computed: found[2] == "true", optional: found[3] == "true", required: found[4] == "true"}
	} else if found := objectLine.FindStringSubmatch(line); found != nil {
		if of := c.fields[found[3]]; of != nil {
			of.kind, of.class, of.set = found[2], found[1], found[4] == "true"
		}
	} else if found := mapLine.FindStringSubmatch(line); found != nil {
		return c.value(found[2], found[1], found[3] == "true")
	} else if found := valueLine.FindStringSubmatch(line); found != nil {
		return c.value(found[2], found[1], strings.Contains(line, ".tolist("))
	}
	return nil
}

func (c *class) value(name, getter string, set bool) error {
	kind, known := kinds[getter]
	if !known {
		return fmt.Errorf("%s: %s is not known", c.name, getter)
	}
	if of := c.fields[name]; of != nil {
		of.kind, of.set = kind, set
	}
	return nil
}
