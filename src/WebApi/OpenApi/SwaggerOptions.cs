namespace CleanAuth.WebApi.OpenApi;

/// <summary>The section <c>Swagger</c>.</summary>
public sealed record SwaggerOptions
{
    public const string Section = "Swagger";

    /// <summary>Whether the document and Swagger UI are served; the settings of Development say so.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether that is meant outside Development too, where everybody can read them.</summary>
    public bool Public { get; init; }
}
