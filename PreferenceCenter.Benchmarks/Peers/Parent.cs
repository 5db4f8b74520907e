namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>A helper process ends with the one that started it, whose end of the standard input then closes.</summary>
internal static class Parent
{
    public static async Task WaitForEndAsync()
    {
        await using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(new byte[1]) > 0)
            ;
    }
}
