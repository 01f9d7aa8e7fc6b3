namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>A template cannot be used. The message names its file, and in a line what is wrong with it.</summary>
internal sealed class EmailTemplateException(string file, string fault)
    : Exception($"The template {file} cannot be used: {fault.Split('\n')[0].Trim().TrimEnd('.')}.")
{
    public string File { get; } = file;
}
