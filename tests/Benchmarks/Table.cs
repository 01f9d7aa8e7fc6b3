using System.Globalization;

namespace CleanAuth.Benchmarks;

/// <summary>The figures of each round, and the ratios that matter: figures of one machine say little about another.</summary>
internal sealed class Table
{
    // A ratio that differs more between the rounds cannot be trusted.
    private const double MaxSpread = 0.15;

    private readonly Dictionary<string, List<double>> figures = [];
    private readonly List<string> rows = [];
    private bool isNoisy;

    /// <summary>Adds a figure of a round.</summary>
    public void Add(string name, double figure)
    {
        if (!figures.TryGetValue(name, out List<double>? rounds))
        {
            figures[name] = rounds = [];
        }

        rounds.Add(figure);
    }

    /// <summary>Adds a row with the median of the rounds' ratios, if both figures were measured.</summary>
    public void Compare(string one, string other, double? atLeast = null, double? atMost = null)
    {
        if (!figures.TryGetValue(one, out List<double>? measured) || !figures.TryGetValue(other, out List<double>? reference))
        {
            return;
        }

        double[] ratios = [.. measured.Zip(reference, (figure, compared) => figure / compared).Order()];
        double ratio = Median(ratios);
        string target = (atLeast, atMost) switch
        {
            ({ } least, _) => Text($"{(ratio >= least ? "met" : "MISSED")}, at least {least}"),
            (_, { } most) => Text($"{(ratio <= most ? "met" : "MISSED")}, at most {most}"),
            _ => "",
        };
        bool isUnclear = ratios[^1] - ratios[0] > MaxSpread * ratio;
        isNoisy |= isUnclear;
        rows.Add(Text(
            $"{one,-36}{Median(measured),9:F1}  {other,-36}{Median(reference),9:F1}{ratio,7:F2}  ({ratios[0]:F2} to {ratios[^1]:F2}){(isUnclear ? "*" : " ")} {target}"));
    }

    public void Write(TextWriter output)
    {
        foreach (string row in rows)
        {
            output.WriteLine(row);
        }

        if (isNoisy)
        {
            output.WriteLine("* The rounds differ by more than 15 %: the machine is too noisy to tell. Stop other programs and run again.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> all)
    {
        double[] sorted = [.. all.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
