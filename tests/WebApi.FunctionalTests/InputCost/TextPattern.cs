using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.InputCost;

/// <summary>A pattern that has made programs slow: a repeated unit between two letters, so that nothing trims it.</summary>
internal sealed record TextPattern(string Name, Func<int, string> Repeat)
{
    public static readonly TextPattern[] All =
    [
        new("letters", count => new string('a', count)),
        new("combining marks", count => new string('\u0315', count / 2) + new string('\u0316', count - (count / 2))),
        new("marks, 30 in a row", count => string.Concat(Enumerable.Range(0, count).Select(index => index % 31 == 0 ? 'b' : index % 2 == 0 ? '\u0315' : '\u0316'))),
        new("marks and sound marks", count => string.Concat(Enumerable.Range(0, count).Select(index => index % 2 == 0 ? '\u0315' : '\uFF9E'))),
        new("tabs", count => new string('\t', count)),
        new("blanks", count => new string(' ', count)),
        new("words", count => string.Concat(Enumerable.Range(0, count).Select(index => index % 4 == 3 ? ' ' : (char)('a' + (index % 7))))),
        new("quotes", count => new string('"', count)),
        new("separators", count => string.Concat(Enumerable.Range(0, count).Select(index => index % 2 == 0 ? ';' : '='))),
        new("bidirectional", count => new string('\u202E', count)),
        new("zero-width", count => new string('\u200B', count)),
        new("ligatures that grow", count => new string('\uFDFA', count)),
    ];

    /// <summary>A text of this many characters.</summary>
    public string Of(int length) => $"a{Repeat(length - 2)}a";

    /// <summary>The length of the longest text that takes this many bytes in JSON.</summary>
    public int LengthIn(int bytes) => (int)((long)bytes * 100 / Encoding.UTF8.GetByteCount(Json(Of(100))));

    /// <summary>The text in JSON, with as few escapes as possible.</summary>
    public static string Json(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public override string ToString() => Name;
}
