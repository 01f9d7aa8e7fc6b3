using FsCheck;
using FsCheck.Fluent;

namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>Generates JSON as text: valid, nearly valid, deep, wide, with duplicate members and invalid characters.</summary>
internal static class FuzzedJson
{
    private const int MaxDepth = 5;

    private static readonly string[] Members =
    [
        "user", "email", "username", "password", "bio", "full_name", "birth_date", "refresh", "token", "EMAIL", "em\\u0061il",
        "is_staff", "__proto__", "$ref", "", " ", "\\ud800", "\\u0000", "é", "😀", "x",
    ];

    private static readonly string[] Numbers =
        ["0", "-0", "1", "-1", "1.5", "1e400", "-1E-400", "12345678901234567890123", "9223372036854775808", "01", "+1", "1.", ".5", "0x1", "NaN", "Infinity"];

    private static readonly string[] Texts =
    [
        "", " ", "a", "{email}", "{password}", "{access}", "{refresh}", "eve@example.com", "eve", "2000-01-01", "0001-01-01", "9999-12-31",
        "2001-02-29", "null", "a@b", "@", "a@b@c.co", "\\ud800", "\\udc00a", "\\u0000", "\\uffff", "\u0085", "\u00a0", "\u202e", "İ", "ß", "ﬁ", "😀",
        "é", "' OR 1=1--", "<script>", "{{7*7}}", "%n%s", "../../etc/passwd", "\\\"", "\\x", "\t", "\n", "\0", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.",
    ];

    private static readonly Gen<string> Text = Gen.Frequency(
        (8, Gen.Elements(Texts)),
        (2, Gen.Elements(Texts).Two().Select(pair => pair.Item1 + pair.Item2)),
        (2, Gen.Choose(0, 0xffff).ArrayOf().Select(emails => string.Concat(emails.Select(email => $"\\u{email:x4}")))),
        (1, from text in Gen.Elements(Texts) from count in Gen.Choose(0, 300) select string.Concat(Enumerable.Repeat(text, count))))
        .Select(text => $"\"{text}\"");

    private static readonly Gen<string> Leaf = Gen.Frequency(
        (6, Text),
        (2, Gen.Elements(Numbers)),
        (2, Gen.Elements("null", "true", "false", "[]", "{}", "\"", "undefined", "'a'", "")));

    private static readonly Gen<string> Deep =
        from open in Gen.Elements("[", "{\"user\":", "{\"a\":", "[[")
        from depth in Gen.Choose(1, 400)
        from close in Gen.Elements("]", "}", "")
        select string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));

    private static readonly Gen<string> Wide =
        from count in Gen.Choose(1, 3_000)
        from name in Gen.Elements("k", "user", "email")
        select $"{{{string.Join(',', Enumerable.Range(0, count).Select(number => $"\"{name}{(name == "k" ? number : "")}\":{number}"))}}}";

    /// <summary>Any value, mostly valid.</summary>
    public static Gen<string> Value { get; } = ValueOf(MaxDepth);

    /// <summary>The members of the endpoint, each valid, unusual or absent, sometimes with unknown members.</summary>
    public static Gen<string> BodyFor(FuzzedEndpoint endpoint) =>
        from known in Gen.CollectToArray(endpoint.Members.Select(member => KnownMember(member.Name, member.Json)))
        from more in Gen.Frequency((3, Gen.Constant("")), (1, MemberOf(2)))
        from order in Gen.Shuffle(known.Append(more).Where(member => member.Length > 0))
        let body = $"{{{string.Join(',', order)}}}"
        from wrapped in Gen.Frequency((9, Gen.Constant(endpoint.IsWrapped)), (1, Gen.Constant(!endpoint.IsWrapped)))
        select wrapped ? $"{{\"user\":{body}}}" : body;

    /// <summary>Any text as a body.</summary>
    public static Gen<string> TextFor(FuzzedEndpoint endpoint) => Gen.Frequency(
        (6, BodyFor(endpoint)),
        (2, Value),
        (2, Damaged(BodyFor(endpoint))),
        (1, Damaged(Value)),
        (1, Deep),
        (1, Wide),
        (1, Gen.Constant("")));

    private static Gen<string> KnownMember(string name, string json) => Gen.Frequency(
        (6, Gen.Constant($"\"{name}\":{json}")),
        (3, Value.Select(value => $"\"{name}\":{value}")),
        (1, Gen.Constant("")));

    private static Gen<string> ValueOf(int depth) => depth == 0
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (1, ListOf(ValueOf(depth - 1)).Select(items => $"[{items}]")),
            (2, ListOf(MemberOf(depth)).Select(members => $"{{{members}}}")));

    private static Gen<string> MemberOf(int depth) =>
        from name in Gen.Elements(Members)
        from value in ValueOf(depth - 1)
        select $"\"{name}\":{value}";

    private static Gen<string> ListOf(Gen<string> item) =>
        from count in Gen.Choose(0, 4)
        from items in item.ArrayOf(count)
        select string.Join(',', items);

    private static Gen<string> Damaged(Gen<string> json) =>
        from text in json
        from place in Gen.Choose(0, Math.Max(0, text.Length - 1))
        from length in Gen.Choose(0, 3)
        from inserted in Gen.Elements("", ",", "}", "{", "\"", "\\", "\0", "\ud800", "/*", "x", "\u00ff", ":", " ")
        select text.Remove(place, Math.Min(length, text.Length - place)).Insert(place, inserted);
}
