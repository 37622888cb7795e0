package stub

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// decided finds values that were given to attributes that AWS alone decides. Terraform leaves this to the provider.
func decided(schema *tfprotov5.Schema, config *tfprotov5.DynamicValue) ([]*tfprotov5.Diagnostic, error) {
	if schema == nil {
		return nil, fmt.Errorf("no such type")
	}
	value, err := config.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	var found []*tfprotov5.Diagnostic
	err = decidedIn(schema.Block, value, tftypes.NewAttributePath(), func(at *tftypes.AttributePath) {
		found = append(found, &tfprotov5.Diagnostic{
			Severity:  tfprotov5.DiagnosticSeverityError,
			Summary:   "Value for an attribute that AWS decides",
			Detail:    "It can be read, and not set.",
			Attribute: at,
		})
	})
	return found, err
}

func decidedIn(block *tfprotov5.SchemaBlock, value tftypes.Value, at *tftypes.AttributePath, tell func(*tftypes.AttributePath)) error {
	if value.IsNull() || !value.IsKnown() {
		return nil
	}
	var fields map[string]tftypes.Value
	if err := value.As(&fields); err != nil {
		return err
	}
	for _, attribute := range block.Attributes {
		onlyRead := attribute.Computed && !attribute.Optional && !attribute.Required
		if onlyRead && !fields[attribute.Name].IsNull() {
			tell(at.WithAttributeName(attribute.Name))
		}
	}
	for _, nested := range block.BlockTypes {
		inner, here := fields[nested.TypeName], at.WithAttributeName(nested.TypeName)
		if nested.Nesting == tfprotov5.SchemaNestedBlockNestingModeSingle {
			if err := decidedIn(nested.Block, inner, here, tell); err != nil {
				return err
			}
			continue
		}
		if err := decidedInEach(nested, inner, here, tell); err != nil {
			return err
		}
	}
	return nil
}

func decidedInEach(nested *tfprotov5.SchemaNestedBlock, value tftypes.Value, at *tftypes.AttributePath, tell func(*tftypes.AttributePath)) error {
	if value.IsNull() || !value.IsKnown() {
		return nil
	}
	var elements []tftypes.Value
	if err := value.As(&elements); err != nil {
		return err
	}
	for index, element := range elements {
		here := at.WithElementKeyInt(index)
		if nested.Nesting == tfprotov5.SchemaNestedBlockNestingModeSet {
			here = at.WithElementKeyValue(element)
		}
		if err := decidedIn(nested.Block, element, here, tell); err != nil {
			return err
		}
	}
	return nil
}
