using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using CleanAuth.Application;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;
using Fluid;
using Fluid.Values;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>
/// Puts letters into words, by Liquid templates that are parsed once: <c>{language}/{kind}.subject.liquid</c>, <c>.text.liquid</c>
/// and <c>.html.liquid</c>. What those share lies above the languages and is included.
/// </summary>
internal sealed partial class EmailTemplates
{
    public const string DefaultLanguage = "en";

    // Set while HTML is rendered.
    private const string IsHtml = "html";

    private static readonly string[] Parts = ["subject", "text", "html"];
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly FluidParser Parser = new();

    private readonly TemplateFiles files;
    private readonly TemplateOptions options;
    private readonly Dictionary<string, IFluidTemplate> parsed = new(StringComparer.Ordinal);

    private EmailTemplates(TemplateFiles files)
    {
        this.files = files;
        options = new TemplateOptions
        {
            FileProvider = files,
            StrictFilters = true,
            TimeZone = TimeZoneInfo.Utc,
            MaxSteps = 10_000,
        };
        options.Filters.AddFilter("after_hello", (name, _, context) => NameAfterHello(name.ToStringValue(), context));
    }

    /// <summary>The languages that there are templates in.</summary>
    public IReadOnlySet<string> Languages { get; private set; } = new HashSet<string>();

    /// <summary>Reads all, and tries each.</summary>
    /// <exception cref="EmailTemplateException">One is missing, or cannot be used.</exception>
    public static EmailTemplates Load(string? folder)
    {
        EmailTemplates templates = new(TemplateFiles.Read(folder));
        templates.Parse();
        templates.TryAll();
        return templates;
    }

    /// <summary>The letter in its language, or in the nearest that there is: <c>de-AT</c>, else <c>de</c>, else English.</summary>
    /// <exception cref="EmailTemplateException">A template fails on this letter.</exception>
    public RenderedEmail Render(EmailModel letter)
    {
        string language = NearestLanguage(letter);
        string name = $"{language}/{NameOf(letter.Kind)}";
        TemplateContext context = new(options) { CultureInfo = CultureInfo.GetCultureInfo(language) };
        Fill(context, letter, language);
        string subject = Spaces().Replace(Render($"{name}.subject", context, NullEncoder.Default), " ").Trim();
        context.SetValue("subject", subject);
        string text = Gaps().Replace(Render($"{name}.text", context, NullEncoder.Default).ReplaceLineEndings("\n"), "\n\n").Trim() + "\n";
        context.AmbientValues[IsHtml] = true;
        return new RenderedEmail(subject, text, Render($"{name}.html", context, Html));
    }

    internal static string NameOf(EmailKind kind) => WireName.Of(kind);

    // What a letter does not say is nil, and a name that no letter has is a slip.
    private void Fill(TemplateContext context, EmailModel letter, string language)
    {
        Dictionary<string, object?> model = new(StringComparer.Ordinal)
        {
            ["username"] = letter.Username,
            ["link"] = letter.Link,
            ["expires_at"] = letter.ExpiresAt?.ToUniversalTime(),
            ["code"] = letter.Code,
            ["email"] = letter.Email,
            ["network"] = letter.Network,
            ["browser"] = letter.Browser,
            ["system"] = letter.System,
            ["at"] = letter.At.ToUniversalTime(),
            ["home"] = letter.Home,
            ["forgotten_password"] = letter.ForgottenPassword,
            ["language"] = language,
            ["subject"] = null,
        };
        foreach ((string name, object? value) in model)
        {
            context.SetValue(name, FluidValue.Create(value, options));
        }

        context.Undefined = name => model.ContainsKey(name)
            ? ValueTask.FromResult<FluidValue>(NilValue.Instance)
            : throw new FluidException($"there is no {name} in a letter");
    }

    private string Render(string name, TemplateContext context, TextEncoder encoder)
    {
        string path = name + TemplateFiles.Extension;
        try
        {
            return parsed[path].Render(context, encoder);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new EmailTemplateException(files.NameOf(path), exception.Message);
        }
    }

    private string NearestLanguage(EmailModel letter)
    {
        string language = letter.Language?.ToLowerInvariant() ?? DefaultLanguage;
        while (!parsed.ContainsKey($"{language}/{NameOf(letter.Kind)}.{Parts[0]}{TemplateFiles.Extension}"))
        {
            int end = language.LastIndexOf('-');
            language = end < 0 ? DefaultLanguage : language[..end];
        }

        return language;
    }

    private void Parse()
    {
        foreach (string path in files.Paths)
        {
            parsed[path] = Parser.TryParse(files.TextOf(path), out IFluidTemplate? template, out string? error)
                ? template
                : throw new EmailTemplateException(files.NameOf(path), error);
        }

        Languages = files.Paths.Where(path => path.Contains('/', StringComparison.Ordinal)).Select(LanguageOf).ToHashSet();
    }

    private string LanguageOf(string path)
    {
        string[] names = path.Split('/');
        bool isKnown = names.Length == 2
            && !names[0].Any(char.IsUpper)
            && Enum.GetValues<EmailKind>().Any(kind => Parts.Any(part => names[1] == $"{NameOf(kind)}.{part}{TemplateFiles.Extension}"));
        return isKnown
            ? names[0]
            : throw new EmailTemplateException(files.NameOf(path), $"no message is named so. Name it like {DefaultLanguage}/verify_email.text.liquid, in lower case.");
    }

    private void TryAll()
    {
        foreach (string language in Languages)
        {
            foreach (EmailKind kind in Enum.GetValues<EmailKind>().Where(kind => HasAll(language, kind)))
            {
                Try(SampleEmails.Full(kind, language));
                Try(SampleEmails.Bare(kind, language));
            }
        }
    }

    private void Try(EmailModel letter)
    {
        if (Render(letter).Subject.Length == 0)
        {
            throw new EmailTemplateException(files.NameOf($"{letter.Language}/{NameOf(letter.Kind)}.subject{TemplateFiles.Extension}"), "it has no words.");
        }
    }

    private bool HasAll(string language, EmailKind kind)
    {
        string[] paths = [.. Parts.Select(part => $"{language}/{NameOf(kind)}.{part}{TemplateFiles.Extension}")];
        string[] missing = [.. paths.Where(path => !parsed.ContainsKey(path))];
        return missing.Length is 0 or 3
            ? missing.Length == 0
            : throw new EmailTemplateException(files.NameOf(paths.Except(missing).First()), $"{missing[0]} belongs to it and is missing.");
    }

    // Anybody can open an account with another's address and a name of their choice, and so have us send it there: what
    // could pass for a message, a link or a phone number is left out.
    // In HTML the name is isolated, so that one that is written from right to left does not turn the words around it.
    private static StringValue NameAfterHello(string name, TemplateContext context)
    {
        if (!PlainName().IsMatch(name))
        {
            return StringValue.Empty;
        }

        return context.AmbientValues.ContainsKey(IsHtml)
            ? new StringValue($" <bdi>{Html.Encode(name)}</bdi>", encode: false)
            : new StringValue($" {name}");
    }

    [GeneratedRegex(@"\A(?!(\P{N}*\p{N}){5})[\p{L}\p{M}\p{N}_'’-]+( [\p{L}\p{M}\p{N}_'’-]+){0,2}\z(?<=\A.{1,40})")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex Gaps();
}
