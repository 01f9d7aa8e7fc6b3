using System.Text.RegularExpressions;

namespace CleanAuth.ArchitectureTests.Sources;

/// <summary>Finds sentences that begin with "Who", "What", "Of", "Or" and the like, so without a named subject. Questions may.</summary>
internal static partial class Sentences
{
    // Markup that separates blocks of text becomes this character, which no file contains.
    private const char Border = '\u0001';

    /// <summary>Returns the line number and the beginning of each such sentence in a file.</summary>
    public static IEnumerable<(int Line, string Text)> Banned(SourceFile file) => ProseOf(file).SelectMany(Banned);

    private static IEnumerable<(int Line, string Text)> Banned((int Line, string Text) prose) =>
        from match in BannedStart().Matches(prose.Text)
        let word = match.Groups["word"]
        let rest = prose.Text[word.Index..]
        where !rest[..EndOf(rest)].EndsWith('?')
        select (prose.Line + prose.Text[..word.Index].Count(character => character == '\n'), FirstLineOf(rest));

    private static int EndOf(string text) => SentenceEnd().Match(text) is { Success: true } end ? end.Index + 1 : text.Length;

    private static string FirstLineOf(string text) => text.Split('\n', Border)[0];

    private static IEnumerable<(int Line, string Text)> ProseOf(SourceFile file) => Path.GetExtension(file.Path) switch
    {
        ".cs" => Comments(file.Text).Concat(file.Path.StartsWith("src/", StringComparison.Ordinal) ? Literals(file.Text) : []),
        ".js" => Comments(file.Text),
        ".ts" or ".tsx" => Comments(file.Text).Concat(BlockComments(file.Text)),
        ".md" => [(1, Markdown(file.Text))],
        _ => [(1, Markup(file.Text))],
    };

    // Consecutive comment lines are one text, because a sentence may continue on the next line.
    private static IEnumerable<(int Line, string Text)> Comments(string source) =>
        from match in CommentBlock().Matches(source)
        let text = CommentMark().Replace(match.Value, "")
        select (LineOf(source, match.Index), InlineTag().Replace(DocumentationTag().Replace(text, $"{Border}"), "x"));

    private static IEnumerable<(int Line, string Text)> BlockComments(string source) =>
        from match in BlockComment().Matches(source)
        select (LineOf(source, match.Index), BlockMark().Replace(match.Value, ""));

    private static IEnumerable<(int Line, string Text)> Literals(string source)
    {
        string code = CommentBlock().Replace(source, BlankOf);
        return from match in Literal().Matches(code)
               select (LineOf(code, match.Index), match.Groups["text"].Value);
    }

    // Removes code, headings and the headers of tables.
    private static string Markdown(string text)
    {
        string prose = MarkdownCode().Replace(text, BlankOf);
        prose = MarkdownHeading().Replace(prose, BlankOf);
        prose = MarkdownItem().Replace(prose, "");
        return prose.Replace('|', Border);
    }

    // Removes code, headings and labels.
    private static string Markup(string text)
    {
        string prose = MarkupCode().Replace(text, BlankOf);
        prose = MarkupHeading().Replace(prose, BlankOf);
        prose = MarkupInline().Replace(prose, "");
        return MarkupTag().Replace(prose, match => Border + BlankOf(match));
    }

    private static string BlankOf(Match match) => new('\n', match.Value.Count(character => character == '\n'));

    private static int LineOf(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');

    [GeneratedRegex(@"(?:\A|\n|\x01|[.!?:][""'”)]?\s)[ \t""'“(*_]*(?<word>(?:Whoever|Who|What|Of|Or|Nobody|Somebody)\b)")]
    private static partial Regex BannedStart();

    [GeneratedRegex(@"[.!?](?=[\s""'”)*_<\x01]|\z)|(?=\n\s*\n)|(?=\x01)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?<=^[ \t]*)//.*(?:\n[ \t]*//.*)*|(?<=[;{},)] )// .*", RegexOptions.Multiline)]
    private static partial Regex CommentBlock();

    [GeneratedRegex(@"(?s)/\*\*.*?\*/")]
    private static partial Regex BlockComment();

    [GeneratedRegex(@"^[ \t]*/?\*\*?(?!/)[ \t]?|\*/", RegexOptions.Multiline)]
    private static partial Regex BlockMark();

    [GeneratedRegex(@"^[ \t]*///?[ \t]?", RegexOptions.Multiline)]
    private static partial Regex CommentMark();

    [GeneratedRegex(@"</?(?:summary|param|returns|remarks|exception|typeparam|item|description|para|value|term)\b[^>]*>")]
    private static partial Regex DocumentationTag();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex InlineTag();

    [GeneratedRegex(@"(?s:""""""(?<text>.*?)"""""")|""(?<text>(?:[^""\\\n]|\\.)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?s:```.*?```|<!--.*?-->)|`[^`\n]*`")]
    private static partial Regex MarkdownCode();

    [GeneratedRegex(@"^#.*|^.*(?=\n\s*\|[\s:|-]+\|\s*$)", RegexOptions.Multiline)]
    private static partial Regex MarkdownHeading();

    [GeneratedRegex(@"^[ \t]*(?:[-*>]|\d+\.)[ \t]+", RegexOptions.Multiline)]
    private static partial Regex MarkdownItem();

    [GeneratedRegex(@"(?s:@\*.*?\*@|@\{.*?\n\})")]
    private static partial Regex MarkupCode();

    [GeneratedRegex(@"(?s)<(?<tag>h[1-6]|th|title|label|legend|dt|button)\b[^>]*>.*?</\k<tag>>")]
    private static partial Regex MarkupHeading();

    [GeneratedRegex(@"</?(?:a|b|strong|em|i|code|span|kbd|small|time)\b[^>]*>")]
    private static partial Regex MarkupInline();

    [GeneratedRegex(@"[ \t]*<[^>]*>[ \t]*")]
    private static partial Regex MarkupTag();
}
