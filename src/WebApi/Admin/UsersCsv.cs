using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CleanAuth.Application.Admin;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin;

/// <summary>Writes accounts as a file of comma-separated values (RFC 4180) while they are read.</summary>
internal sealed partial class UsersCsv(IAsyncEnumerable<UserRowDto> users) : IActionResult
{
    public const string MediaType = "text/csv";

    private static readonly string[] Columns =
    [
        "id", "email", "username", "full_name", "is_active", "is_staff", "is_superuser", "created_at", "last_login_at",
    ];

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    // A spreadsheet takes what begins so for a formula, and a username may begin with anything. The last four are what
    // some of them read as the first four.
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'],
        NewLine = "\r\n",

        // Left to itself it would quote for its own end of a line only, and a lone feed in a name would begin a new one.
        ShouldQuote = field => field.Field.AsSpan().ContainsAny(Quoted),
    };

    public async Task ExecuteResultAsync(ActionContext context)
    {
        HttpResponse response = context.HttpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"users.csv\"";
        await using StreamWriter writer = new(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using CsvWriter csv = new(writer, Format, leaveOpen: true);
        await WriteAsync(csv, Columns);
        await foreach (UserRowDto user in users.WithCancellation(context.HttpContext.RequestAborted))
        {
            await WriteAsync(csv, Describe(user));
        }
    }

    private static string?[] Describe(UserRowDto user) =>
    [
        $"{user.Id}", Inert(user.Email), Inert(user.Username), Inert(user.FullName), Text(user.IsActive), Text(user.IsStaff), Text(user.IsSuperuser),
        Text(user.CreatedAt), Text(user.LastLoginAt),
    ];

    // Where a spreadsheet divides at semicolons or tabs, a formula may begin behind one.
    private static string? Inert(string? text) => text is null ? null : InnerFormula().Replace(text, "$0'");

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(DateTimeOffset? time) => time is { } value
        ? value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : "";

    private static Task WriteAsync(CsvWriter csv, string?[] fields)
    {
        foreach (string? field in fields)
        {
            csv.WriteField(field);
        }

        return csv.NextRecordAsync();
    }

    [GeneratedRegex("[;\\t](?=\\s*[=+\\-@＝＋－＠])")]
    private static partial Regex InnerFormula();
}
