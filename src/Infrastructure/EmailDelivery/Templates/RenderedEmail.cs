namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

internal sealed record RenderedEmail(string Subject, string Text, string Html)
{
    /// <summary>Shows nothing, because the texts contain links and codes.</summary>
    public override string ToString() => nameof(RenderedEmail);
}
