using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>Reads files of the repository.</summary>
internal static class Document
{
    /// <summary>The operations of the OpenAPI document by path.</summary>
    public static JsonObject OpenApiPaths { get; } = JsonNode.Parse(Read("docs/openapi.json"))!["paths"]!.AsObject();

    public static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));
}
