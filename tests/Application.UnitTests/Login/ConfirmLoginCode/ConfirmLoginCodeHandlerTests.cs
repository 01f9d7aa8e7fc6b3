using CleanAuth.Application.Errors;
using CleanAuth.Application.Login;
using CleanAuth.Application.Login.ConfirmLoginCode;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Validation;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Tokens;
using Moq;

namespace CleanAuth.Application.UnitTests.Login.ConfirmLoginCode;

internal sealed class ConfirmLoginCodeHandlerTests
{
    private const string Nonce = "nonce";
    private const string Code = "K7MW4QXD";

    private static readonly string RequestId = RandomSecret.HashOf(Nonce);

    private readonly Ports ports = new();

    [Test]
    public async Task ConfirmLoginCode_WhenTheCodeIsCorrect_ReturnsTheAccountAndItsTokens()
    {
        User user = ports.Register(TestData.NewUser());
        Send(user);

        LoggedInUserDto dto = await Handler().Handle(new ConfirmLoginCodeCommand(Nonce) { Code = Code }, default);

        AssertIsLoggedIn(dto, user);
    }

    [Test]
    public async Task ConfirmLoginCode_WhenTheLinkIsValid_ReturnsTheAccountAndItsTokens()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = Send(user);

        LoggedInUserDto dto = await Handler().Handle(new ConfirmLoginCodeCommand(Nonce) { Token = secret }, default);

        AssertIsLoggedIn(dto, user);
    }

    [TestCase("a guess", null)]
    [TestCase(null, "a guess")]
    public void ConfirmLoginCode_WhenTheProofIsWrong_IssuesNothing(string? code, string? token)
    {
        Send(ports.Register(TestData.NewUser()));
        ConfirmLoginCodeCommand command = new(Nonce)
        {
            Code = code is null ? default(Field<string>) : code,
            Token = token is null ? default(Field<string>) : token,
        };

        Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(command, default));

        Assert.That(ports.Saves, Is.Zero);
        ports.VerifyNothingIssued();
    }

    private void AssertIsLoggedIn(LoggedInUserDto dto, User user)
    {
        RefreshToken saved = ports.Saved.Tokens.Single();
        Assert.That(dto, Is.EqualTo(new LoggedInUserDto(TestData.Email, TestData.Username, "Ada Lovelace", false)
        {
            Tokens = new TokenPair($"refresh {saved.Id}", $"access {user.Id} {saved.SessionId}"),
        }));
    }

    /// <summary>Stores the code and link of a sent email; returns the secret of the link.</summary>
    private string Send(User user)
    {
        LoginCode request = LoginCode.Request(Nonce, TestData.Now.AddMinutes(10));
        request.AttachCode(user.Id, Code);
        string secret = ports.Store(user, LinkPurpose.LogIn, subject: RequestId);
        ports.LoginCodes
            .Setup(codes => codes.TryCountAsync(RequestId, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(request);
        ports.LoginCodes
            .Setup(codes => codes.TryRedeemAsync(RequestId, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(true);
        ports.Links
            .Setup(links => links.ReadLatestAsync(user.Id, LinkPurpose.LogIn, RequestId, It.IsAny<CancellationToken>()))
            .Returns((Guid _, LinkPurpose _, string _, CancellationToken token) =>
                ports.Links.Object.ReadAsync(RandomSecret.HashOf(secret), token));
        return secret;
    }

    private ConfirmLoginCodeHandler Handler() => new(ports.CodeLogin(), ports.Mapper);
}
