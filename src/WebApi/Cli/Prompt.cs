using System.Text;

namespace CleanAuth.WebApi.Cli;

/// <summary>Asks the operator for missing values, at the terminal or line by line from standard input.</summary>
internal sealed class Prompt(IConfiguration configuration)
{
    /// <summary>The environment variable with the password. An argument would be visible in the list of processes.</summary>
    public const string PasswordSetting = "CLEANAUTH_PASSWORD";

    public static string Ask(string label)
    {
        Console.Error.Write($"{label}: ");
        return Console.In.ReadLine() ?? throw new InvalidOperationException($"{label} is missing.");
    }

    /// <summary>Reads the password from the environment, or asks for it without echo, twice at a terminal.</summary>
    public string AskPassword()
    {
        if (configuration[PasswordSetting] is { Length: > 0 } configured)
        {
            return configured;
        }

        if (Console.IsInputRedirected)
        {
            return Ask("Password");
        }

        string password = ReadWithoutEcho("Password");
        return ReadWithoutEcho("Password again") == password
            ? password
            : throw new InvalidOperationException("The passwords differ.");
    }

    private static string ReadWithoutEcho(string label)
    {
        Console.Error.Write($"{label}: ");
        StringBuilder text = new();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                text.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return text.ToString();
    }
}
