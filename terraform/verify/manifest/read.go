package manifest

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"strings"
)

var codeFile = regexp.MustCompile(`^package/lib/([^/]+)/(?:index|index-structs/\w+)\.js$`)

// deepest is how many blocks are read within each other. The deepest that we write has seven; a firewall's statements are
// within statements for ever.
const deepest = 7

// Read makes the schema out of the npm package, a gzipped tar: of the provider, and of those resources and data sources that
// are wanted and that there are. All of them would be gigabytes.
func Read(from io.Reader, wanted map[string]bool) (Schema, error) {
	unzipped, err := gzip.NewReader(from)
	if err != nil {
		return Schema{}, err
	}
	var known types
	modules := map[string]map[string]*class{}
	archive := tar.NewReader(unzipped)
	for {
		file, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Schema{}, err
		}
		if file.Name == "package/.jsii" {
			if known, err = readTypes(archive); err != nil {
				return Schema{}, err
			}
		} else if found := codeFile.FindStringSubmatch(file.Name); found != nil {
			classes, err := readCode(archive)
			if err != nil {
				return Schema{}, fmt.Errorf("%s: %w", file.Name, err)
			}
			// A large module is in several files.
			if modules[camel(found[1])] == nil {
				modules[camel(found[1])] = map[string]*class{}
			}
			maps.Copy(modules[camel(found[1])], classes)
		}
	}
	if known.address == nil || len(modules) == 0 {
		return Schema{}, errors.New("the package has no type manifest or no code of bindings")
	}
	return assemble(known, modules, wanted)
}

func assemble(known types, modules map[string]map[string]*class, wanted map[string]bool) (Schema, error) {
	schema := Schema{
		Host: known.address[0], Namespace: known.address[1], Name: known.address[2], Version: known.address[3],
		Resources: map[string]Block{}, DataSources: map[string]Block{},
	}
	for module, classes := range modules {
		in := reading{known: known, module: module, classes: classes}
		for _, each := range classes {
			var err error
			switch {
			case each.extend == "TerraformProvider":
				schema.Provider, err = in.configuration(each.name + "Config")
			case !wanted[each.resource] && each.resource != statements:
			case each.extend == "TerraformResource":
				schema.Resources[each.resource], err = in.block(each, each.name+"Config", 0)
			case each.extend == "TerraformDataSource":
				schema.DataSources[each.resource], err = in.block(each, each.name+"Config", 0)
			}
			if err != nil {
				return Schema{}, fmt.Errorf("%s.%s: %w", module, each.name, err)
			}
		}
	}
	if len(schema.Provider.Attributes) == 0 {
		return Schema{}, errors.New("the package has no provider")
	}
	graftStatements(schema.Resources)
	if !wanted[statements] {
		delete(schema.Resources, statements)
	}
	return schema, nil
}

// statements is the resource whose statements stand for those of another.
const statements = "aws_wafv2_web_acl_rule"

// graftStatements mends what the package leaves out and we use: what a firewall's rule looks at. The same is there in full
// as a resource of its own.
func graftStatements(resources map[string]Block) {
	statement, there := resources[statements].Blocks["statement"]
	if !there {
		return
	}
	for _, owner := range []string{"aws_wafv2_web_acl", "aws_wafv2_rule_group"} {
		rule := resources[owner].Blocks["rule"]
		if rule.Blocks != nil {
			rule.Blocks["statement"] = NestedBlock{Block: statement.Block, Nesting: List, Required: true, Single: true}
		}
	}
}

// reading is one module of the package: one resource or data source with its parts.
type reading struct {
	known   types
	module  string
	classes map[string]*class
}

func (r reading) block(of *class, structName string, depth int) (Block, error) {
	inputs := r.known.structs[r.module+"."+structName]
	block := Block{Attributes: map[string]Attribute{}, Blocks: map[string]NestedBlock{}}
	for name, is := range of.fields {
		// The package does not say what is in a few that are too deep, and some are too deep for us: they are left out, so
		// that using one fails.
		if is.unsaid() || (inputs.blocks[name] && depth == deepest) {
			continue
		}
		if !inputs.blocks[name] {
			kind, err := r.typeOf(is)
			if err != nil {
				return Block{}, fmt.Errorf("%s: %w", name, err)
			}
			block.Attributes[name] = Attribute{Type: kind, Required: is.required, Optional: is.optional, Computed: is.computed}
			continue
		}
		nested, err := r.nested(name, is, depth+1)
		if err != nil {
			return Block{}, fmt.Errorf("%s: %w", name, err)
		}
		block.Blocks[name] = nested
	}
	return block, nil
}

func (r reading) nested(name string, is *field, depth int) (NestedBlock, error) {
	element := r.classes[is.class+"OutputReference"]
	if element == nil {
		return NestedBlock{}, fmt.Errorf("a block without a class %q", is.class)
	}
	body, err := r.block(element, is.class, depth)
	if err != nil {
		return NestedBlock{}, err
	}
	nested := NestedBlock{Block: body, Nesting: List, Required: is.required}
	switch {
	case name == "timeouts":
		nested.Nesting = Object
	case is.kind == "OutputReference":
		nested.Single = true
	case is.set:
		nested.Nesting = Set
	}
	return nested, nil
}

func (r reading) typeOf(is *field) (Type, error) {
	switch is.kind {
	case "List", "Map", "OutputReference":
		element := r.classes[is.class+"OutputReference"]
		if element == nil {
			return Type{}, fmt.Errorf("no class %q", is.class)
		}
		object := Type{Kind: "object", Fields: map[string]Type{}}
		for name, of := range element.fields {
			if of.unsaid() {
				continue
			}
			kind, err := r.typeOf(of)
			if err != nil {
				return Type{}, err
			}
			object.Fields[name] = kind
		}
		switch {
		case is.kind == "OutputReference":
			return object, nil
		case is.kind == "Map":
			return Type{Kind: "map", Element: &object}, nil
		case is.set:
			return Type{Kind: "set", Element: &object}, nil
		default:
			return Type{Kind: "list", Element: &object}, nil
		}
	default:
		return simple(is.kind, is.set), nil
	}
}

// configuration is the provider's own, whose code has no typed fields.
func (r reading) configuration(structName string) (Block, error) {
	block := Block{Attributes: map[string]Attribute{}, Blocks: map[string]NestedBlock{}}
	is, known := r.known.structs[r.module+"."+structName]
	if !known {
		return Block{}, fmt.Errorf("no struct %s", structName)
	}
	for name, in := range is.inputs {
		if name == "alias" {
			continue
		}
		if !is.blocks[name] {
			block.Attributes[name] = Attribute{Type: simple(in.kind, false), Required: in.required, Optional: !in.required}
			continue
		}
		body, err := r.configuration(strings.TrimSuffix(structName, "Config") + upper(camel(strings.ReplaceAll(name, "_", "-"))))
		if err != nil {
			return Block{}, err
		}
		block.Blocks[name] = NestedBlock{Block: body, Nesting: List, Required: in.required}
	}
	return block, nil
}

func simple(kind string, set bool) Type {
	collection, element, isCollection := strings.Cut(kind, " of ")
	if !isCollection {
		return Type{Kind: kind}
	}
	if set {
		collection = "set"
	}
	return Type{Kind: collection, Element: &Type{Kind: element}}
}

// camel is how the manifest writes a module that is a folder of the code.
func camel(folder string) string {
	parts := strings.Split(folder, "-")
	for i, part := range parts[1:] {
		parts[i+1] = upper(part)
	}
	return strings.Join(parts, "")
}

func upper(word string) string {
	if word == "" {
		return word
	}
	return strings.ToUpper(word[:1]) + word[1:]
}
