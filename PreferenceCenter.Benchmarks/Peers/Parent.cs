namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// Waits for the end of the parent process, which closes the standard input of a helper process. The helper then ends
/// too.
/// </summary>
internal static class Parent
{
    public static async Task WaitForEndAsync()
    {
        await using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(new byte[1]) > 0)
            ;
    }
}
