// Package manifest reads the schema of a Terraform provider out of the npm package of its generated bindings.
//
// Two parts of the package say what is needed, and neither says all of it. The type manifest (.jsii) lists every type with
// its inputs and tells blocks from attributes; the generated code beside it says of every field whether it is computed,
// optional or required, its kind, and whether a collection is a set.
package manifest

// Schema is what a provider offers.
type Schema struct {
	// Source is where its documentation is, HOST/providers/NAMESPACE/NAME/VERSION: the address that it is installed at.
	Host, Namespace, Name, Version string

	Provider    Block
	Resources   map[string]Block
	DataSources map[string]Block
}

// Block is a body in braces: attributes, and blocks within it.
type Block struct {
	Attributes map[string]Attribute
	Blocks     map[string]NestedBlock
}

// Attribute is a name with a value.
type Attribute struct {
	Type                         Type
	Required, Optional, Computed bool
}

// NestedBlock is a block within a block.
type NestedBlock struct {
	Block
	Nesting  Nesting
	Required bool
	// Single is whether there is at most one.
	Single bool
}

// Nesting is how often a block comes.
type Nesting string

const (
	List   Nesting = "list"
	Set    Nesting = "set"
	Object Nesting = "single"
)

// Type of an attribute: a primitive (string, number, bool), a collection of an element type (list, set, map), or
// an object with fields.
type Type struct {
	Kind    string
	Element *Type           `json:",omitempty"`
	Fields  map[string]Type `json:",omitempty"`
}
