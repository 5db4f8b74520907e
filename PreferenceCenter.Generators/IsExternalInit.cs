using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>The type that the compiler needs for records; .NET Standard 2.0 lacks it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
