namespace PreferenceCenter.Tests;

/// <summary>Checkout from which these tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PreferenceCenter.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests do not run from a checkout.");
    }
}
