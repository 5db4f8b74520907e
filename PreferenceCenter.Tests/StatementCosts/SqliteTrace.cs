using System.Runtime.InteropServices;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>
/// Hears of every statement that SQLite begins to run in this process, on whichever connection: each connection gets a
/// trace when it is opened, from when somebody first listened.
/// </summary>
internal static class SqliteTrace
{
    private static readonly nint Library = NativeLibrary.Load(
        "e_sqlite3",
        typeof(SQLitePCL.raw).Assembly,
        searchPath: null
    );
    private static readonly AutoExtension Extend = Function<AutoExtension>("sqlite3_auto_extension");
    private static readonly Trace Follow = Function<Trace>("sqlite3_trace_v2");
    private static readonly FileName NameOf = Function<FileName>("sqlite3_db_filename");
    private const uint StatementBegins = 1;
    private static readonly Lock Gate = new();
    private static readonly List<Action<string, string>> Listeners = [];

    // Kept for as long as SQLite may call them.
    private static readonly Opened OnOpened = Attach;
    private static readonly Traced OnTraced = Note;
    private static bool attached;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Opened(nint database, nint error, nint api);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Traced(uint what, nint database, nint statement, nint text);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int AutoExtension(nint opened);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Trace(nint database, uint what, nint traced, nint context);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, CharSet = CharSet.Ansi)]
    private delegate nint FileName(nint database, string name);

    /// <param name="heard">Told the file and the text of each statement.</param>
    public static IDisposable Listen(Action<string, string> heard)
    {
        lock (Gate)
        {
            if (!attached)
                _ = Extend(Marshal.GetFunctionPointerForDelegate(OnOpened));
            attached = true;
            Listeners.Add(heard);
        }
        return new Listening(heard);
    }

    private static int Attach(nint database, nint error, nint api) =>
        Follow(database, StatementBegins, Marshal.GetFunctionPointerForDelegate(OnTraced), database);

    private static int Note(uint what, nint database, nint statement, nint text)
    {
        lock (Gate)
            if (
                Listeners.Count > 0
                && Marshal.PtrToStringUTF8(NameOf(database, "main")) is { } file
                && Marshal.PtrToStringUTF8(text) is { } sql
            )
                foreach (var heard in Listeners)
                    heard(file, sql);
        return 0;
    }

    private static T Function<T>(string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(Library, name));

    private sealed class Listening(Action<string, string> heard) : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
                Listeners.Remove(heard);
        }
    }
}
