using PreferenceCenter.Benchmarks.Processes;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>Publishes the product as its documentation says.</summary>
internal static class Publisher
{
    public static async Task<string> PublishAsync(Workspace workspace, CancellationToken cancel)
    {
        var target = workspace.NewFile("published");
        using var publish = Child.Start(
            "dotnet",
            [
                "publish",
                Path.Combine(Root, "PreferenceCenter"),
                "-c",
                "Release",
                "-o",
                target,
                "--nologo",
                "-v",
                "quiet",
            ],
            workspace.Directory,
            []
        );
        await publish.FinishAsync(cancel);
        return Path.Combine(target, "PreferenceCenter");
    }

    /// <summary>The checkout that the benchmarks were built from.</summary>
    public static string Root
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (File.Exists(Path.Combine(at.FullName, "PreferenceCenter.sln")))
                    return at.FullName;
            throw new InvalidOperationException("The benchmarks publish the product: run them from its repository.");
        }
    }
}
