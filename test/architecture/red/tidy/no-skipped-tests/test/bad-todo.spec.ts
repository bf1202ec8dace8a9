it.todo('is thought of later');
