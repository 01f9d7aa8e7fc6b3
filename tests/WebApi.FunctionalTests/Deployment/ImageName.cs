using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

/// <summary>The name of a container image.</summary>
internal static partial class ImageName
{
    /// <summary>
    /// Whether the tag names one exact release, so that the same file always starts the same service: a patch version, PostgreSQL's
    /// version of two numbers, or a cumulative update of SQL Server.
    /// </summary>
    public static bool IsExact(string image) => ExactTag().IsMatch(image);

    [GeneratedRegex(@"(^postgres:[0-9]+\.[0-9]+|:v?[0-9]+\.[0-9]+\.[0-9]+|mssql/server:[0-9]{4}-CU[0-9]+-ubuntu-[0-9.]+)(-[a-z]+)?$")]
    private static partial Regex ExactTag();
}
