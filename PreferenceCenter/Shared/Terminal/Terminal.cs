using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>The streams of a command: results go to one stream, progress and errors to another.</summary>
/// <param name="Input">Standard input, as bytes: an email or a list in another encoding may come that way.</param>
/// <param name="Watched">Whether the error stream is a terminal. Only then is progress shown.</param>
internal sealed record Terminal(Stream Input, TextWriter Out, TextWriter Error, bool Watched)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // Read by programs and by people, and never put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true, NewLine = "\n" };

    private readonly TextWriter file = Out;

    /// <summary>Results, with what would steer a terminal escaped.</summary>
    public TextWriter Out { get; } = new SafeWriter(Out);

    /// <summary>Progress and errors, likewise.</summary>
    public TextWriter Error { get; } = new SafeWriter(Error);

    private readonly Lazy<TextReader> reader = new(() =>
        new StreamReader(Input, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true)
    );

    /// <summary>
    /// Standard input as text: UTF-8, or what its byte order mark says, as PowerShell and editors on Windows write it.
    /// What it has read ahead is no longer in <see cref="Input"/>.
    /// </summary>
    public TextReader In => reader.Value;

    /// <summary>Writes one object on one line.</summary>
    public void WriteJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Writes one object, indented for people.</summary>
    public void WriteIndentedJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, Indented));

    /// <summary>Writes a file whose format is not for people at a terminal: every character as it is.</summary>
    public void WriteFile(string text) => file.WriteLine(text);

    /// <summary>Writes why the command cannot be done, and gives the exit code for it.</summary>
    public int Refuse(string message)
    {
        Error.WriteLine(message);
        return ExitCode.CouldNotBeDone;
    }

    /// <summary>
    /// A line that nobody is to see: typed at a terminal it is not shown, else it is the next line of the input.
    /// </summary>
    public async Task<string?> ReadSecretAsync(CancellationToken cancel)
    {
        if (Input is not ConsoleInput || Console.IsInputRedirected)
            return await In.ReadLineAsync(cancel);
        var typed = new StringBuilder();
        while (true)
        {
            // Waiting for a key cannot be given up, so it is asked whether there is one.
            if (!Console.KeyAvailable)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
                continue;
            }
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
                break;
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
        await Error.WriteLineAsync();
        return typed.ToString();
    }

    /// <summary>The remaining lines of the input, without blank ones.</summary>
    public IEnumerable<string> Lines()
    {
        while (In.ReadLine() is { } line)
            if (!string.IsNullOrWhiteSpace(line))
                // A file that was saved with a byte order mark hands it on.
                yield return line.Trim().Trim('\uFEFF').Trim();
    }
}
