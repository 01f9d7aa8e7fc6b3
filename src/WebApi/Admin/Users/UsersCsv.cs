using System.Buffers;
using System.Globalization;
using System.Text;
using CleanAuth.Application;
using CleanAuth.Application.Abstractions.Accounts;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.Users;

/// <summary>Streams accounts as a CSV file (RFC 4180).</summary>
/// <param name="users">The accounts.</param>
/// <param name="isForExcel">Whether the file starts with a byte-order mark, which Excel needs to read it as UTF-8.</param>
internal sealed class UsersCsv(IAsyncEnumerable<UserRowDto> users, bool isForExcel) : IActionResult
{
    public const string MediaType = "text/csv";

    /// <summary>The example in the OpenAPI document.</summary>
    public static string Example =>
        $"{string.Join(',', Columns)}\r\n"
        + $"{ExampleData.UserId},{ExampleData.Email},ada,Ada Lovelace,true,true,false,2026-06-01T12:00:00Z,\r\n";

    private static readonly string[] Columns =
    [
        "id", "email", "username", "full_name", "is_active", "is_staff", "is_superuser", "created_at", "last_login_at",
    ];

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> Separators = SearchValues.Create(";\t");
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@＝＋－＠");

    // A spreadsheet reads a cell that starts with one of these as a formula, and users choose their names (CSV injection). Some
    // spreadsheets also accept the last four, which are full-width characters.
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'],
        NewLine = "\r\n",

        // By default only the configured line end is quoted, so a single line feed in a name would start a new line.
        ShouldQuote = field => field.Field.AsSpan().ContainsAny(Quoted),
    };

    public async Task ExecuteResultAsync(ActionContext context)
    {
        HttpResponse response = context.HttpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"users.csv\"";
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: isForExcel);
        await using StreamWriter writer = new(response.Body, encoding, leaveOpen: true);
        await using CsvWriter csv = new(writer, Format, leaveOpen: true);
        await WriteAsync(csv, Columns);
        await foreach (UserRowDto user in users.WithCancellation(context.HttpContext.RequestAborted))
        {
            await WriteAsync(csv, ToRow(user));
        }
    }

    private static string?[] ToRow(UserRowDto user) =>
    [
        $"{user.Id}", EscapeFormulas(user.Email), EscapeFormulas(user.Username), EscapeFormulas(user.FullName),
        Text(user.IsActive), Text(user.IsStaff), Text(user.IsSuperuser), Text(user.CreatedAt), Text(user.LastLoginAt),
    ];

    // A spreadsheet that splits at semicolons or tabs would run a formula after one of them. One pass from the end takes linear time;
    // looking ahead from each separator would be quadratic for a run of tabs.
    internal static string? EscapeFormulas(string? text)
    {
        if (text is null || !text.AsSpan().ContainsAny(Separators))
        {
            return text;
        }

        char[] escaped = new char[2 * text.Length];
        int start = escaped.Length;
        bool leadsToFormula = false;
        for (int index = text.Length - 1; index >= 0; index--)
        {
            char character = text[index];
            if (leadsToFormula && Separators.Contains(character))
            {
                escaped[--start] = '\'';
            }

            escaped[--start] = character;
            leadsToFormula = FormulaStarts.Contains(character) || (leadsToFormula && char.IsWhiteSpace(character));
        }

        return new string(escaped, start, escaped.Length - start);
    }

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
}
