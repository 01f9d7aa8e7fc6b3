namespace CleanAuth.WebApi.OpenApi;

/// <summary>The section <c>Swagger</c>.</summary>
public sealed record SwaggerOptions
{
    public const string Section = "Swagger";

    /// <summary>Whether the document and Swagger UI are served. The settings of Development turn it on.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether they are served outside Development too, where everyone can read them.</summary>
    public bool Public { get; init; }
}
