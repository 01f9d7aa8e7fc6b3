namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>A letter in words.</summary>
internal sealed record RenderedEmail(string Subject, string Text, string Html)
{
    /// <summary>Links and codes are in it.</summary>
    public override string ToString() => nameof(RenderedEmail);
}
