using System.Globalization;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>
/// Runs code as on a machine of another culture. The cultures are built here, because the tests run without the
/// machine's own culture data: German separators, and a minus sign nobody expects.
/// </summary>
internal static class Elsewhere
{
    public static void Run(Action code)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Strange();
            Assert.Equal("−1.234,5", (-1234.5).ToString("N1", CultureInfo.CurrentCulture));
            code();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Strange()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        culture.DateTimeFormat.DateSeparator = ".";
        culture.DateTimeFormat.TimeSeparator = "-";
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        return culture;
    }
}
