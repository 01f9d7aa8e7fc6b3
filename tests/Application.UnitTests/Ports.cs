using AutoMapper;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CleanAuth.Application.UnitTests;

/// <summary>
/// What surrounds the use cases, stubbed: nobody is registered, every password is wrong, no token is good. A test says
/// what is otherwise, and asks at the end what was saved and what was issued.
/// </summary>
internal sealed class Ports
{
    private readonly List<User> addedUsers = [];
    private readonly List<RefreshToken> addedTokens = [];

    public Ports()
    {
        Users.Setup(users => users.Add(It.IsAny<User>())).Callback<User>(addedUsers.Add);
        RefreshTokens.Setup(tokens => tokens.Add(It.IsAny<RefreshToken>())).Callback<RefreshToken>(addedTokens.Add);
        UnitOfWork.Setup(unit => unit.SaveChangesAsync(It.IsAny<CancellationToken>())).Callback(Save);
        PasswordHasher.Setup(hasher => hasher.HashAsync(TestData.Password, It.IsAny<CancellationToken>())).ReturnsAsync(TestData.NewHash);
        TokenVerifier.Setup(verifier => verifier.VerifyAsync(It.IsAny<string>())).ThrowsAsync(Invalid());
        TokenVerifier.Setup(verifier => verifier.VerifyRefreshTokenAsync(It.IsAny<string>())).ThrowsAsync(Invalid());
        TokenIssuer.Setup(issuer => issuer.WriteRefreshToken(It.IsAny<RefreshToken>()))
            .Returns<RefreshToken>(token => $"refresh {token.Id}");
        TokenIssuer.Setup(issuer => issuer.IssueAccessToken(It.IsAny<User>(), It.IsAny<Guid>()))
            .Returns<User, Guid>((user, sessionId) => $"access {user.Id} {sessionId}");
    }

    public Mock<IUserRepository> Users { get; } = new();

    public Mock<IRefreshTokenRepository> RefreshTokens { get; } = new();

    public Mock<IPasswordHasher> PasswordHasher { get; } = new();

    public Mock<ITokenIssuer> TokenIssuer { get; } = new();

    public Mock<ITokenVerifier> TokenVerifier { get; } = new();

    public Mock<IUnitOfWork> UnitOfWork { get; } = new();

    public FakeTimeProvider Clock { get; } = new(TestData.Now);

    public IMapper Mapper { get; } = new Mapper(MapperSetup.Create());

    public TokenOptions Options { get; set; } = new();

    public int Saves { get; private set; }

    /// <summary>The accounts that were added and then saved.</summary>
    public List<User> SavedUsers { get; } = [];

    /// <summary>The refresh tokens that were added and then saved.</summary>
    public List<RefreshToken> SavedTokens { get; } = [];

    public SignIn SignIn() => new(
        Users.Object,
        RefreshTokens.Object,
        PasswordHasher.Object,
        TokenIssuer.Object,
        UnitOfWork.Object,
        Options,
        Clock,
        NullLogger<SignIn>.Instance);

    public CurrentUserReader CurrentUserReader() => new(RefreshTokens.Object, TokenIssuer.Object, Mapper, Options, Clock);

    public User Register(User user)
    {
        Users.Setup(users => users.FindByIdAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(user);
        Users.Setup(users => users.ReadByIdAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(user);
        Users.Setup(users => users.FindByEmailAsync(user.Email, It.IsAny<CancellationToken>())).ReturnsAsync(user);
        Users.Setup(users => users.TryDeleteAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        return user;
    }

    public void AcceptPassword(PasswordVerdict verdict = PasswordVerdict.Right) => PasswordHasher
        .Setup(hasher => hasher.VerifyAsync(TestData.Password, TestData.PasswordHash, It.IsAny<CancellationToken>()))
        .ReturnsAsync(verdict);

    /// <summary>Lets <paramref name="text"/> be a good refresh token that is stored as <paramref name="token"/>.</summary>
    public void Issue(string text, RefreshToken token, User user)
    {
        AcceptToken(text, TestData.Verified(token));
        RefreshTokens.Setup(tokens => tokens.ReadAsync(token.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RefreshTokenOfUser(token, user));
        RefreshTokens
            .Setup(tokens => tokens.ReadLiveOfSessionAsync(token.SessionId, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(token.IsLive(TestData.Now) ? token : null);
    }

    public void AcceptToken(string text, VerifiedToken verified)
    {
        TokenVerifier.Setup(verifier => verifier.VerifyAsync(text)).ReturnsAsync(verified);
        if (verified.Kind == TokenKind.Refresh)
        {
            TokenVerifier.Setup(verifier => verifier.VerifyRefreshTokenAsync(text)).ReturnsAsync(verified);
        }
    }

    public void RefuseToSave(Exception exception) => UnitOfWork
        .Setup(unit => unit.SaveChangesAsync(It.IsAny<CancellationToken>()))
        .ThrowsAsync(exception);

    public void VerifyNothingIssued() => TokenIssuer.VerifyNoOtherCalls();

    private static TokenNotValidException Invalid() => new(TokenNotValidException.InvalidOrExpired);

    private void Save()
    {
        Saves++;
        SavedUsers.AddRange(addedUsers);
        SavedTokens.AddRange(addedTokens);
    }
}
