// Package stub is a Terraform provider that has a schema and does nothing.
package stub

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"kiln.dev/terraform/verify/manifest"
)

func schemaOf(block manifest.Block) (*tfprotov5.Schema, error) {
	body, err := blockOf(block)
	if err != nil {
		return nil, err
	}
	return &tfprotov5.Schema{Block: body}, nil
}

func schemasOf(blocks map[string]manifest.Block) (map[string]*tfprotov5.Schema, error) {
	schemas := make(map[string]*tfprotov5.Schema, len(blocks))
	for name, block := range blocks {
		schema, err := schemaOf(block)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		schemas[name] = schema
	}
	return schemas, nil
}

func blockOf(block manifest.Block) (*tfprotov5.SchemaBlock, error) {
	body := &tfprotov5.SchemaBlock{}
	for name, attribute := range block.Attributes {
		kind, err := typeOf(attribute.Type)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		body.Attributes = append(body.Attributes, &tfprotov5.SchemaAttribute{
			Name: name, Type: kind,
			Required: attribute.Required, Optional: attribute.Optional, Computed: attribute.Computed,
		})
	}
	for name, nested := range block.Blocks {
		is, err := nestedOf(name, nested)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		body.BlockTypes = append(body.BlockTypes, is)
	}
	return body, nil
}

func nestedOf(name string, nested manifest.NestedBlock) (*tfprotov5.SchemaNestedBlock, error) {
	inner, err := blockOf(nested.Block)
	if err != nil {
		return nil, err
	}
	is := &tfprotov5.SchemaNestedBlock{TypeName: name, Block: inner}
	switch nested.Nesting {
	case manifest.List:
		is.Nesting = tfprotov5.SchemaNestedBlockNestingModeList
	case manifest.Set:
		is.Nesting = tfprotov5.SchemaNestedBlockNestingModeSet
	case manifest.Object:
		is.Nesting = tfprotov5.SchemaNestedBlockNestingModeSingle
	default:
		return nil, fmt.Errorf("nesting %q", nested.Nesting)
	}
	if nested.Required {
		is.MinItems = 1
	}
	if nested.Single {
		is.MaxItems = 1
	}
	return is, nil
}

func typeOf(of manifest.Type) (tftypes.Type, error) {
	switch of.Kind {
	case "string":
		return tftypes.String, nil
	case "number":
		return tftypes.Number, nil
	case "bool":
		return tftypes.Bool, nil
	case "object":
		return objectOf(of.Fields)
	}
	if of.Element == nil {
		return nil, fmt.Errorf("kind %q", of.Kind)
	}
	element, err := typeOf(*of.Element)
	if err != nil {
		return nil, err
	}
	switch of.Kind {
	case "list":
		return tftypes.List{ElementType: element}, nil
	case "set":
		return tftypes.Set{ElementType: element}, nil
	case "map":
		return tftypes.Map{ElementType: element}, nil
	default:
		return nil, fmt.Errorf("kind %q", of.Kind)
	}
}

func objectOf(fields map[string]manifest.Type) (tftypes.Type, error) {
	types := make(map[string]tftypes.Type, len(fields))
	for name, field := range fields {
		kind, err := typeOf(field)
		if err != nil {
			return nil, err
		}
		types[name] = kind
	}
	return tftypes.Object{AttributeTypes: types}, nil
}
