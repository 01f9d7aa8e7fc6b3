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
/// Renders emails with Liquid templates: <c>{language}/{kind}.subject.liquid</c>, <c>.text.liquid</c> and <c>.html.liquid</c>. They
/// include shared parts from the folder above. All templates are parsed once.
/// </summary>
internal sealed partial class EmailTemplates
{
    public const string DefaultLanguage = "en";

    // The name of a value that is set while HTML is rendered.
    private const string HtmlFlag = "html";

    private static readonly string[] PartNames = ["subject", "text", "html"];
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

    /// <summary>The languages that have at least one template.</summary>
    public IReadOnlySet<string> Languages { get; private set; } = new HashSet<string>();

    /// <summary>Loads all templates, and renders a sample with each.</summary>
    /// <exception cref="EmailTemplateException">A template is missing or invalid.</exception>
    public static EmailTemplates Load(string? folder)
    {
        EmailTemplates templates = new(TemplateFiles.Read(folder));
        templates.Parse();
        templates.RenderSamples();
        return templates;
    }

    /// <summary>Renders an email in its language, or in the nearest available one: <c>de-AT</c>, else <c>de</c>, else English.</summary>
    /// <exception cref="EmailTemplateException">A template fails for this email.</exception>
    public RenderedEmail Render(EmailModel model)
    {
        string language = NearestLanguage(model);
        string name = $"{language}/{NameOf(model.Kind)}";
        TemplateContext context = new(options) { CultureInfo = CultureInfo.GetCultureInfo(language) };
        SetValues(context, model, language);
        string subject = Whitespace().Replace(Render($"{name}.subject", context, NullEncoder.Default), " ").Trim();
        context.SetValue("subject", subject);
        string text = Render($"{name}.text", context, NullEncoder.Default).ReplaceLineEndings("\n");
        text = BlankLines().Replace(text, "\n\n").Trim() + "\n";
        context.AmbientValues[HtmlFlag] = true;
        return new RenderedEmail(subject, text, Render($"{name}.html", context, Html));
    }

    internal static string NameOf(EmailKind kind) => WireName.Of(kind);

    // Values that this email lacks are nil. Unknown names are an error: a typo in the template.
    private void SetValues(TemplateContext context, EmailModel model, string language)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal)
        {
            ["username"] = model.Username,
            ["link"] = model.Link,
            ["expires_at"] = model.ExpiresAt?.ToUniversalTime(),
            ["code"] = model.Code,
            ["email"] = model.Email,
            ["network"] = model.Network,
            ["browser"] = model.Browser,
            ["system"] = model.System,
            ["at"] = model.At.ToUniversalTime(),
            ["home"] = model.Home,
            ["forgotten_password"] = model.ForgottenPassword,
            ["language"] = language,
            ["subject"] = null,
        };
        foreach ((string name, object? value) in values)
        {
            context.SetValue(name, FluidValue.Create(value, options));
        }

        context.Undefined = name => values.ContainsKey(name)
            ? ValueTask.FromResult<FluidValue>(NilValue.Instance)
            : throw new FluidException($"an email has no value named {name}");
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

    private string NearestLanguage(EmailModel model)
    {
        string language = model.Language?.ToLowerInvariant() ?? DefaultLanguage;
        while (!parsed.ContainsKey($"{language}/{NameOf(model.Kind)}.{PartNames[0]}{TemplateFiles.Extension}"))
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
            && Enum.GetValues<EmailKind>().Any(kind =>
                PartNames.Any(part => names[1] == $"{NameOf(kind)}.{part}{TemplateFiles.Extension}"));
        return isKnown
            ? names[0]
            : throw new EmailTemplateException(
                files.NameOf(path),
                $"no email has this name. Use a name such as {DefaultLanguage}/verify_email.text.liquid, in lower case.");
    }

    private void RenderSamples()
    {
        foreach (string language in Languages)
        {
            foreach (EmailKind kind in Enum.GetValues<EmailKind>().Where(kind => HasAll(language, kind)))
            {
                RenderSample(SampleEmails.Full(kind, language));
                RenderSample(SampleEmails.Minimal(kind, language));
            }
        }
    }

    private void RenderSample(EmailModel model)
    {
        if (Render(model).Subject.Length == 0)
        {
            string path = $"{model.Language}/{NameOf(model.Kind)}.subject{TemplateFiles.Extension}";
            throw new EmailTemplateException(files.NameOf(path), "it is empty");
        }
    }

    private bool HasAll(string language, EmailKind kind)
    {
        string[] paths = [.. PartNames.Select(part => $"{language}/{NameOf(kind)}.{part}{TemplateFiles.Extension}")];
        string[] missing = [.. paths.Where(path => !parsed.ContainsKey(path))];
        return missing.Length is 0 or 3
            ? missing.Length == 0
            : throw new EmailTemplateException(files.NameOf(paths.Except(missing).First()), $"{missing[0]} is missing");
    }

    // An attacker can register somebody else's address with any username, and the service emails that username to the address. Omit
    // usernames that could be a message, a link or a phone number. In HTML, isolate the name, so that right-to-left text does not
    // reorder the words around it.
    private static StringValue NameAfterHello(string name, TemplateContext context)
    {
        if (!PlainName().IsMatch(name))
        {
            return StringValue.Empty;
        }

        return context.AmbientValues.ContainsKey(HtmlFlag)
            ? new StringValue($" <bdi>{Html.Encode(name)}</bdi>", encode: false)
            : new StringValue($" {name}");
    }

    // One to three words of at most 40 characters in all, with fewer than five digits.
    [GeneratedRegex(@"\A(?!(\P{N}*\p{N}){5})[\p{L}\p{M}\p{N}_'’-]+( [\p{L}\p{M}\p{N}_'’-]+){0,2}\z(?<=\A.{1,40})")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex BlankLines();
}
