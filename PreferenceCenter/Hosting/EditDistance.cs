namespace PreferenceCenter.Hosting;

/// <summary>
/// How many letters have to be changed, added, left out or swapped with their neighbour to make one word another.
/// </summary>
internal static class EditDistance
{
    public static int Between(string one, string other)
    {
        var (a, b) = (one.ToUpperInvariant(), other.ToUpperInvariant());
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        for (var j = 0; j <= b.Length; j++)
            rows[i, j] =
                i == 0 ? j
                : j == 0 ? i
                : Math.Min(
                    Swapped(a, b, i, j, rows),
                    Math.Min(
                        Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                        rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                    )
                );
        return rows[a.Length, b.Length];
    }

    private static int Swapped(string a, string b, int i, int j, int[,] rows) =>
        i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? rows[i - 2, j - 2] + 1 : int.MaxValue;
}
