using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Shared.Files;

/// <summary>
/// A file that is read more than once: itself, or a copy of standard input that only its owner can read and that goes
/// with it.
/// </summary>
internal sealed class SpooledInput : IAsyncDisposable
{
    private readonly bool copied;

    private SpooledInput(string path, bool copied) => (Path, this.copied) = (path, copied);

    public string Path { get; }

    /// <param name="call">Whose standard input.</param>
    /// <param name="path">A path, or a dash.</param>
    /// <param name="directory">Where a copy may lie: it may hold addresses.</param>
    public static async Task<SpooledInput> OpenAsync(CommandCall call, string path, string directory)
    {
        if (path != InputFile.StandardInput)
            return new SpooledInput(path, copied: false);
        var spooled = new SpooledInput(
            System.IO.Path.Combine(directory, $"standard-input-{System.IO.Path.GetRandomFileName()}"),
            copied: true
        );
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new FileStream(spooled.Path, options);
            await call.Terminal.Input.CopyToAsync(file, call.Cancel);
            return spooled;
        }
        catch
        {
            await spooled.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (copied)
            File.Delete(Path);
        return ValueTask.CompletedTask;
    }
}
