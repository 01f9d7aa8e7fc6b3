namespace CleanAuth.WebApi.OpenApi;

/// <summary>The section <c>Swagger</c>.</summary>
public sealed record SwaggerOptions
{
    public const string Section = "Swagger";

    /// <summary>Whether the document and Swagger UI are served. <c>appsettings.Development.json</c> sets it to true.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether the document and Swagger UI are served outside Development too, where anyone can read them.</summary>
    public bool Public { get; init; }
}
