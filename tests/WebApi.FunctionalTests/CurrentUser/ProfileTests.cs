using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Domain.Tokens;
using CleanAuth.WebApi.FunctionalTests.Support;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.CurrentUser;

/// <summary>Reading and deleting the account; <see cref="UpdatingProfileTests"/> has its changes.</summary>
internal sealed class ProfileTests
{
    private static readonly (string Name, string Value) WithTokens = ("Tokens:IncludeInUserResponse", "true");

    [Test]
    public async Task Get_WhenSignedIn_AnswersTheAccountAndMintsNothing()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        Guid id = await host.QueryAsync(context => context.Users.Select(user => user.Id).SingleAsync());
        string before = await host.SnapshotAsync();

        Answer answer = await api.GetProfileAsync(session.Access);

        Assert.That(
            answer.ToString(),
            Is.EqualTo($$$"""200 {"user":{"id":"{{{id}}}","email":"ada@example.com","username":"ada","bio":"","full_name":"","birth_date":null,"is_staff":false,"email_verified":false,"language":null}}"""));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Get_WhenStaff_SaysSo()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.SignUpAsync();
        await host.CommandAsync(new GrantStaffCommand(TestData.Email, EvenUnproven: true));
        ClientTokens session = await api.SignInAsync();

        Answer answer = await api.GetProfileAsync(session.Access);

        Assert.That((bool)answer.Json["user"]!["is_staff"]!, Is.True);
    }

    [Test]
    public async Task Get_WhenTokensAreIncluded_RepeatsTheSessionsOwnRefreshToken()
    {
        using CleanAuthHost host = new(WithTokens);
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        await api.SignInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        string before = await host.SnapshotAsync();

        Answer answer = await api.GetProfileAsync(session.Access);

        ClientTokens repeated = ClientTokens.From(answer.Json["user"]!["tokens"]);
        Assert.That(
            ClientTokens.ClaimsOf(repeated.Refresh).ToJsonString(),
            Is.EqualTo(ClientTokens.ClaimsOf(session.Refresh).ToJsonString()));
        Assert.That(
            (long)ClientTokens.ClaimsOf(repeated.Access)["exp"]! - (long)ClientTokens.ClaimsOf(session.Access)["exp"]!,
            Is.EqualTo(4 * 60));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Get_WhenTokensAreIncluded_RepeatsATokenThatWorks()
    {
        using CleanAuthHost host = new(WithTokens);
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        ClientTokens repeated = ClientTokens.From((await api.GetProfileAsync(session.Access)).Json["user"]!["tokens"]);

        ClientTokens refreshed = ClientTokens.From((await api.RefreshAsync(repeated.Refresh)).Json);

        ClientTokens again = ClientTokens.From((await api.RefreshAsync(session.Refresh)).Json);
        Assert.That((await api.GetProfileAsync(refreshed.Access)).Status, Is.EqualTo(200));
        Assert.That(again.RefreshId, Is.EqualTo(refreshed.RefreshId), "It is one token, not two.");
    }

    [Test]
    public async Task Get_WhenTokensAreIncludedButTheSessionIsOver_LeavesThemOut()
    {
        using CleanAuthHost host = new(WithTokens, ("Tokens:SessionLifetime", "00:01:00"), ("Tokens:ClockSkew", "00:01:00"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Answer answer = await api.GetProfileAsync(session.Access);

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Json["user"]!.AsObject().ContainsKey("tokens"), Is.False);
    }

    [Test]
    public async Task Head_WhenSignedIn_AnswersLikeGetWithoutABody()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();

        Answer answer = await api.SendAsync(HttpMethod.Head, "/api/user/", access: session.Access);

        Assert.That(answer.ToString(), Is.EqualTo("200"));
        Assert.That(answer.Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
    }

    [Test]
    public async Task Delete_WhenSignedIn_DeletesTheAccountAndItsTokensOnly()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        ClientTokens other = await api.SignUpAsync(email: "eve@example.com", username: "eve");

        Answer answer = await api.DeleteAccountAsync(session.Access);

        string[] left = await host.QueryAsync(context => context.Users.Select(user => user.Username).ToArrayAsync());
        RefreshToken token = await host.QueryAsync(context => context.RefreshTokens.SingleAsync());
        Assert.That(answer.ToString(), Is.EqualTo("204"));
        Assert.That(left, Is.EqualTo(new[] { "eve" }));
        Assert.That(token.Id.ToString("n"), Is.EqualTo((string?)ClientTokens.ClaimsOf(other.Refresh)["jti"]));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Delete_WhenDoneAlready_FindsNoUser()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        await api.DeleteAccountAsync(session.Access);

        Answer answer = await api.DeleteAccountAsync(session.Access);

        Assert.That(answer.ToString(), Is.EqualTo("""401 {"detail":"User not found","code":"user_not_found"}"""));
    }

    [Test]
    public async Task Get_WhenTwoAreSignedIn_AnswersEachTheirOwn()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens ada = await api.SignUpAsync();
        ClientTokens eve = await api.SignUpAsync(email: "eve@example.com", username: "eve");

        Answer[] answers = [await api.GetProfileAsync(ada.Access), await api.GetProfileAsync(eve.Access)];

        IEnumerable<string?> names = answers.Select(answer => (string?)answer.Json["user"]!["username"]);
        Assert.That(names, Is.EqualTo(new[] { "ada", "eve" }));
    }
}
