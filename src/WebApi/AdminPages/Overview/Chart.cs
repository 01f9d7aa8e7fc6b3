using CleanAuth.Application.Abstractions.Overview;


namespace CleanAuth.WebApi.AdminPages.Overview;

/// <summary>A bar chart with one number per day.</summary>
public sealed class Chart(string title, IReadOnlyList<DayDto> days, Func<DayDto, long> value)
{
    public const int Height = 100;
    public const int ColumnStep = 20;

    private const int ColumnWidth = 14;

    private readonly long highest = Math.Max(1, days.Max(value));

    public string Title => title;

    public int Width => days.Count * ColumnStep;

    public long Last => value(days[^1]);

    public IEnumerable<Column> Columns => days.Select((day, index) => ColumnOf(index, day.Date, value(day)));

    // Draw at least two units for a number above zero, so that it does not look like zero.
    private Column ColumnOf(int index, DateOnly date, long number)
    {
        int height = number == 0 ? 0 : Math.Max(2, (int)(number * Height / highest));
        return new Column(date, number, (index * ColumnStep) + ((ColumnStep - ColumnWidth) / 2), Height - height, ColumnWidth, height);
    }
}

/// <summary>A day of a chart, and the position of its column.</summary>
public sealed record Column(DateOnly Date, long Number, int X, int Y, int Width, int Height);
