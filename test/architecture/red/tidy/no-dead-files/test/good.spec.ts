const file = 'good.csv';
