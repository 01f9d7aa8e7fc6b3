namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>Tells readers what the contract test compares and where the service means to differ.</summary>
internal sealed class DeviationsDocument(Recording recording, Deviations deviations)
{
    private readonly IReadOnlyList<Exchange> exchanges = [.. recording.Steps.Where(step => step.Request is not null)];

    public override string ToString() =>
        $"""
        # Where CleanAuth differs from the recorded contract

        <!-- Written by a test; the last section says how to change it. -->

        The contract test replays {exchanges.Count} exchanges in {recording.Scenarios.Count} scenarios, recorded from the original Django backend, against
        the service with the settings of the launch profile `OriginalSpa`: once with ES256 and once with HS256.

        ## Deviations

        | Step | Request | Reason |
        |---|---|---|
        {Rows(step => deviations.Reasons.GetValueOrDefault(step.Id))}

        The test fails when a step of this table answers as recorded, so that the table cannot outlive its reasons.

        ## Judged in part

        | Steps | What is compared |
        |---|---|
        | {Count(step => step.QuirkScope == "body")}, whose body has an accidental shape | status, headers, and that every message text is there |
        | {Count(step => step.QuirkScope == "message")}, whose message texts are accidental | status and headers |
        | {Count(step => step is { QuirkScope: null, Sound: not null })}, which are accidents or defects as a whole | that the status is one of a sound implementation |
        | {Count(step => step is { Quirk: false, Expect.Body: "html" or "text" })}, recorded with an HTML or text body | all but the body: the pages of the original's framework bind nobody |

        Members beyond the recorded ones may be there, for the service answers with those of two versions of the original.
        `user.tokens` on the profile may be there or not. Of headers, the media type of JSON, the methods of `Allow` (without
        HEAD and OPTIONS), the scheme of `WWW-Authenticate` and the names in `Access-Control-Allow-Headers` (more may be there) bind; some that only the original's framework sets do not.

        ## Skipped

        | Step | Request | Reason |
        |---|---|---|
        {Rows(step => step.IsJudged ? null : $"Sent, but not judged: {step.Why}.")}

        {Count(step => step.NeedsSigningKey)} steps send tokens made with the service's own key. They are sent in the run with HS256, whose key the test
        shares, and skipped in the run with ES256, whose private key never leaves the service.

        ## How to change this document

        Edit `tests/WebApi.FunctionalTests/Contract/deviations.json` and have the test write the document anew:

            UPDATE_DOCS=1 dotnet test tests/WebApi.FunctionalTests --filter FullyQualifiedName~DeviationsTests

        """.ReplaceLineEndings("\n");

    private int Count(Func<Exchange, bool> kind) => exchanges.Count(kind);

    private string Rows(Func<Exchange, string?> reason) => string.Join('\n',
        from step in exchanges
        let text = reason(step)
        where text is not null
        select $"| {step.Id} | `{step.Request!.Method} {step.Request.Path}`: {step.Name} | {text} |");
}
