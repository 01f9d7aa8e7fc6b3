namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>The passwords that attackers guess first.</summary>
public interface ICommonPasswordList
{
    /// <summary>Returns whether the password is on the list, in any case and Unicode form.</summary>
    bool Contains(string password);
}
