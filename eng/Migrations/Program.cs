// Nothing runs here: dotnet-ef only needs an executable that refers to MedInsure.Persistence.
return;
