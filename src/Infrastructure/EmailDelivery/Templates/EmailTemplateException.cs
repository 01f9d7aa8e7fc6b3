namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>A template is invalid. The message names its file and the error, in one line.</summary>
internal sealed class EmailTemplateException(string file, string error)
    : Exception($"The template {file} is invalid: {error.Split('\n')[0].Trim().TrimEnd('.')}.")
{
    public string File { get; } = file;
}
