package stub

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"

	"kiln.dev/terraform/verify/manifest"
)

// Provider says what it offers and takes every configuration that fits it; what would be done at AWS is refused. Terraform
// itself compares names, types and blocks with the schema before it asks.
type Provider struct {
	// What is not overridden below is never called by validation and mocks; if it is, the plugin ends.
	tfprotov5.ProviderServer

	schema *tfprotov5.GetProviderSchemaResponse
}

// New makes the provider of a schema.
func New(of manifest.Schema) (*Provider, error) {
	provider, err := schemaOf(of.Provider)
	if err != nil {
		return nil, err
	}
	resources, err := schemasOf(of.Resources)
	if err != nil {
		return nil, err
	}
	data, err := schemasOf(of.DataSources)
	if err != nil {
		return nil, err
	}
	return &Provider{schema: &tfprotov5.GetProviderSchemaResponse{
		Provider: provider, ResourceSchemas: resources, DataSourceSchemas: data,
		// One look is enough: Terraform starts a provider for each module and each of its walks.
		ServerCapabilities: &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true},
	}}, nil
}

var refused = []*tfprotov5.Diagnostic{{
	Severity: tfprotov5.DiagnosticSeverityError,
	Summary:  "This provider does nothing",
	Detail:   "It stands in for the AWS provider in checks without an account. See terraform/verify/README.md.",
}}

func (p *Provider) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	return p.schema, nil
}

func (p *Provider) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

func (p *Provider) PrepareProviderConfig(_ context.Context, asked *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: asked.Config}, nil
}

func (p *Provider) ValidateResourceTypeConfig(_ context.Context, asked *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	found, err := decided(p.schema.ResourceSchemas[asked.TypeName], asked.Config)
	return &tfprotov5.ValidateResourceTypeConfigResponse{Diagnostics: found}, err
}

func (p *Provider) ValidateDataSourceConfig(_ context.Context, asked *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	found, err := decided(p.schema.DataSourceSchemas[asked.TypeName], asked.Config)
	return &tfprotov5.ValidateDataSourceConfigResponse{Diagnostics: found}, err
}

func (p *Provider) ConfigureProvider(context.Context, *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	return &tfprotov5.ConfigureProviderResponse{Diagnostics: refused}, nil
}

func (p *Provider) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}
