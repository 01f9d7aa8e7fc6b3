namespace CleanAuth.WebApi.FunctionalTests.Endpoints;

/// <summary>The kinds of callers of an endpoint. A permission means staff who have it.</summary>
internal static class Callers
{
    public const string Anyone = "anyone";

    /// <summary>Anyone. An access token is used if it is sent.</summary>
    public const string AnyoneOrBearer = "anyone or bearer";

    public const string Bearer = "bearer";

    public const string Staff = "staff";

    public const string Superuser = "superuser";
}
