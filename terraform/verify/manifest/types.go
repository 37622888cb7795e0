package manifest

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"
)

// types is what the type manifest says: of each struct of inputs, by the name that its class has in the code, which of its
// names are blocks.
type types struct {
	// address is the first link into the provider's documentation.
	address []string
	structs map[string]structure
}

type structure struct {
	blocks map[string]bool
	// inputs are the names of all, with whether they are required.
	inputs map[string]input
}

type input struct {
	required bool
	kind     string
}

var (
	anchor   = regexp.MustCompile(`https://([^/]+)/providers/([^/]+)/([^/]+)/([^/]+)/docs[^ #}]*#(\w+)`)
	blockDoc = regexp.MustCompile(`^\w+ block\.$`)
)

func readTypes(from io.Reader) (types, error) {
	var assembly struct {
		Types map[string]struct {
			Kind       string
			Datatype   bool
			Properties []struct {
				Name     string
				Optional bool
				Docs     struct{ Summary, Remarks string }
				Type     json.RawMessage
			}
		}
	}
	if err := json.NewDecoder(from).Decode(&assembly); err != nil {
		return types{}, err
	}
	found := types{structs: map[string]structure{}}
	for fqn, each := range assembly.Types {
		if each.Kind != "interface" || !each.Datatype {
			continue
		}
		is := structure{blocks: map[string]bool{}, inputs: map[string]input{}}
		for _, property := range each.Properties {
			link := anchor.FindStringSubmatch(property.Docs.Summary)
			if link == nil {
				link = anchor.FindStringSubmatch(property.Docs.Remarks)
			}
			if link == nil {
				continue
			}
			if found.address == nil {
				found.address = link[1:5]
			}
			is.inputs[link[5]] = input{required: !property.Optional, kind: kindOf(string(property.Type))}
			if blockDoc.MatchString(property.Docs.Summary) {
				is.blocks[link[5]] = true
			}
		}
		// @scope/package.module.Struct: the module tells equal names apart.
		found.structs[strings.Join(strings.Split(fqn, ".")[1:], ".")] = is
	}
	return found, nil
}

// kindOf is for the provider's own configuration alone, whose code has no typed getters.
func kindOf(jsii string) string {
	switch {
	case strings.Contains(jsii, `"collection"`) && strings.Contains(jsii, `"map"`):
		return "map of string"
	case strings.Contains(jsii, `"collection"`):
		return "list of string"
	case strings.Contains(jsii, `"boolean"`):
		return "bool"
	case strings.Contains(jsii, `"number"`):
		return "number"
	default:
		return "string"
	}
}
