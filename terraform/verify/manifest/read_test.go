package manifest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"testing"
)

// A resource, its inputs in the type manifest, its fields in the code, as the package has them.
const (
	types1 = `{"types": {
  "@x/y.thing.ThingConfig": {"kind": "interface", "datatype": true, "properties": [
    {"name": "name", "type": {"primitive": "string"}, "docs": {"summary": "{@link https://example.org/providers/acme/z/1.2.3/docs/resources/thing#name Thing#name}."}},
    {"name": "part", "optional": true, "docs": {"summary": "part block.", "remarks": "{@link https://example.org/providers/acme/z/1.2.3/docs/resources/thing#part Thing#part}"}},
    {"name": "once", "docs": {"summary": "once block.", "remarks": "{@link https://example.org/providers/acme/z/1.2.3/docs/resources/thing#once Thing#once}"}}]},
  "@x/y.thing.ThingPart": {"kind": "interface", "datatype": true, "properties": []},
  "@x/y.thing.ThingOnce": {"kind": "interface", "datatype": true, "properties": []},
  "@x/y.provider.ZProviderConfig": {"kind": "interface", "datatype": true, "properties": [
    {"name": "region", "optional": true, "type": {"primitive": "string"}, "docs": {"summary": "{@link https://example.org/providers/acme/z/1.2.3/docs#region ZProvider#region}."}}]}
}}`
	code1 = `
class ThingPartOutputReference extends cdktn.ComplexObject {
    // size - computed: false, optional: false, required: true
        return this.getNumberAttribute('size');
}
class ThingOnceOutputReference extends cdktn.ComplexObject {
}
class ThingSeenOutputReference extends cdktn.ComplexObject {
    // at - computed: true, optional: false, required: false
        return this.getStringAttribute('at');
}
class Thing extends cdktn.TerraformResource {
    static tfResourceType = "z_thing";
    // name - computed: false, optional: false, required: true
        return this.getStringAttribute('name');
    // colours - computed: true, optional: true, required: false
        return cdktn.Fn.tolist(this.getListAttribute('colours'));
    // seen - computed: true, optional: false, required: false
    _seen = new ThingSeenList(this, "seen", false);
    // part - computed: false, optional: true, required: false
    _part = new structs0_1.ThingPartList(this, "part", true);
    // once - computed: false, optional: false, required: true
    _once = new ThingOnceOutputReference(this, "once");
}`
	code2 = `
class ZProvider extends cdktn.TerraformProvider {
}`
)

func packed(t *testing.T, files map[string]string) *bytes.Buffer {
	t.Helper()
	var buffer bytes.Buffer
	zipped := gzip.NewWriter(&buffer)
	archive := tar.NewWriter(zipped)
	for name, text := range files {
		if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return &buffer
}

func read(t *testing.T, wanted ...string) Schema {
	t.Helper()
	all := map[string]bool{}
	for _, name := range wanted {
		all[name] = true
	}
	schema, err := Read(packed(t, map[string]string{
		"package/.jsii":                 types1,
		"package/lib/thing/index.js":    code1,
		"package/lib/provider/index.js": code2,
	}), all)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestTellsWhereTheProviderIsFrom(t *testing.T) {
	schema := read(t, "z_thing")
	if got := schema.Host + " " + schema.Namespace + " " + schema.Name + " " + schema.Version; got != "example.org acme z 1.2.3" {
		t.Errorf("got %s", got)
	}
	if !schema.Provider.Attributes["region"].Optional {
		t.Error("the provider's region is not optional")
	}
}

func TestTellsRequiredComputedAndSets(t *testing.T) {
	attributes := read(t, "z_thing").Resources["z_thing"].Attributes
	if name := attributes["name"]; !name.Required || name.Type.Kind != "string" {
		t.Errorf("name: %+v", name)
	}
	if colours := attributes["colours"]; !colours.Optional || !colours.Computed || colours.Type.Kind != "set" || colours.Type.Element.Kind != "string" {
		t.Errorf("colours: %+v", colours)
	}
	if seen := attributes["seen"]; seen.Optional || !seen.Computed || seen.Type.Kind != "list" || seen.Type.Element.Fields["at"].Kind != "string" {
		t.Errorf("seen: %+v", seen)
	}
}

func TestTellsBlocksFromAttributes(t *testing.T) {
	thing := read(t, "z_thing").Resources["z_thing"]
	if part := thing.Blocks["part"]; part.Nesting != Set || part.Single || part.Required || !part.Attributes["size"].Required {
		t.Errorf("part: %+v", part)
	}
	if once := thing.Blocks["once"]; once.Nesting != List || !once.Single || !once.Required {
		t.Errorf("once: %+v", once)
	}
	if _, there := thing.Attributes["part"]; there {
		t.Error("part is an attribute too")
	}
}

func TestHasOnlyWhatIsWantedAndThere(t *testing.T) {
	if got := len(read(t, "z_other").Resources); got != 0 {
		t.Errorf("%d resources", got)
	}
}

func TestRefusesWhatIsNoPackageOfBindings(t *testing.T) {
	if _, err := Read(packed(t, map[string]string{"package/README.md": ""}), nil); err == nil {
		t.Error("read it")
	}
}
