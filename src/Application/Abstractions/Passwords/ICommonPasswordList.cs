namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>The passwords that are guessed first.</summary>
public interface ICommonPasswordList
{
    /// <summary>Whether this is one of them, in whatever letter case and Unicode form.</summary>
    bool Contain(string password);
}
